package io.plcfleet.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How Prometheus speaks TLS to whatever stands in front of the monitors; they themselves speak plain HTTP. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "has(self.cert) == has(self.key)", message = "cert and key belong together: give both, or neither")
public record ScrapeTls(
    @JsonPropertyDescription("Certificates that the server's is checked by (PEM); those of Prometheus' system when absent") @Nullable SecretKey ca,
    @JsonPropertyDescription("Certificate of Prometheus (PEM)") @Nullable SecretKey cert,
    @JsonPropertyDescription("Private key of that certificate (PEM)") @Nullable SecretKey key,
    @JsonPropertyDescription("Name that the server's certificate must have; that of the target when absent") @Size(min = 1, max = 253) @Nullable String serverName,
    @JsonPropertyDescription("Take any certificate: whoever stands in between may read the token. For trials only") @Nullable Boolean insecureSkipVerify) {}
