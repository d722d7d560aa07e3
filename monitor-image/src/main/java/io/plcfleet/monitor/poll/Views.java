package io.plcfleet.monitor.poll;

import io.plcfleet.contract.MonitorConfig.Tag;
import io.plcfleet.contract.MonitorReport;
import io.plcfleet.contract.MonitorReport.TagProblem;
import io.plcfleet.monitor.config.Assignment;
import io.plcfleet.monitor.link.TagStatus;
import java.util.ArrayList;
import java.util.List;

/** Makes views of PLCs that are read. */
final class Views {
  private Views() {}

  static PlcView of(Assignment assignment, Conversation conversation, TagGroups tags, PlcView.Care care, long now) {
    Account account = conversation.account();
    Judge judge = account.judge();
    return new PlcView(assignment, MonitorReport.State.Reading, account.diary().problem(), new PlcView.Reading(
        judge.reachable(), judge.assessment(now), account.diary().newest(), account.isFresh(now) ? problems(conversation.agenda(), tags) : List.of(),
        account.counts(), session(conversation, now), care, account.suspicion(now),
        judge.beside(), account.diary().changed(), account.diary().preFault(), judge.readP99Seconds()));
  }

  private static PlcView.Session session(Conversation conversation, long now) {
    Line line = conversation.line();
    Account account = conversation.account();
    double age = conversation.agenda().stalest(now, conversation.percent()).age(now) / 1e9;
    return new PlcView.Session(line.age(now) / 1e9, line.phases(), account.requests(), account.cpu().state(), age);
  }

  /** By the newest values of each group. */
  private static List<TagProblem> problems(Agenda agenda, TagGroups tags) {
    List<TagProblem> problems = new ArrayList<>();
    for (GroupReads reads : agenda.groups()) {
      for (int i = 0; i < reads.newest().size(); i++) {
        TagStatus status = reads.newest().status(i);
        Tag tag = tags.tags().get(reads.group().tags().get(i));
        if (status != TagStatus.Ok) problems.add(new TagProblem(tag.name(), tag.address(), status.name(), status.meaning()));
      }
    }
    return problems;
  }
}
