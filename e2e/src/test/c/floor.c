/* floor FIRST_PORT N TICK_MS: the same reads from C with epoll, nothing decoded: what this machine asks for.
   N connections to N ports in a row, each read once a second; due evenly, rounded up to TICK_MS: 1 is spread, 1000 is one burst.
   Says "ready", then for each line on standard input the median and the 99th percentile of the response times. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#define STEPS 200000 /* of 10 us */

static long counts[STEPS + 1];

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static double percentile(double percent) {
  long all = 0, seen = 0;
  for (int i = 0; i <= STEPS; i++) all += counts[i];
  for (int i = 0; i <= STEPS; i++) {
    seen += counts[i];
    if (seen && seen >= all * percent / 100) return (i + 1) / 100.0;
  }
  return 0;
}

static void answer_line(void) {
  char line[100];
  long got = read(0, line, sizeof line);
  if (got <= 0) exit(0);
  if (!strncmp(line, "clear", 5)) memset(counts, 0, sizeof counts);
  else printf("%.2f / %.2f ms\n", percentile(50), percentile(99));
  fflush(stdout);
}

static int connected(int port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  if (connect(fd, (struct sockaddr *)&to, sizeof to)) perror("connect"), exit(1);
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

int main(int argc, char **a) {
  if (argc < 4) return 1;
  int n = atoi(a[2]), *fds = calloc(n, sizeof(int)), ep = epoll_create1(0);
  long *asked = calloc(n, sizeof(long)), second = 1000000000L, tick = 1000000L * atoi(a[3]), turn = 0;
  for (int i = 0; i < n; i++) {
    struct epoll_event e = {.events = EPOLLIN, .data.u32 = i};
    epoll_ctl(ep, EPOLL_CTL_ADD, fds[i] = connected(atoi(a[1]) + i), &e);
  }
  struct epoll_event in = {.events = EPOLLIN, .data.u32 = n};
  epoll_ctl(ep, EPOLL_CTL_ADD, 0, &in);
  printf("ready\n"), fflush(stdout);
  for (long start = now(), due = start;;) {
    for (; due <= now(); due = start + (++turn * second / n + tick - 1) / tick * tick) {
      int next = turn % n;
      unsigned char q[12] = {turn >> 8, turn, 0, 0, 0, 6, 1, 3, 0, 0, 0, 10};
      asked[next] = now();
      if (write(fds[next], q, 12) != 12) return perror("write"), 1;
    }
    struct epoll_event e[256];
    long ms = (due - now() + 999999) / 1000000;
    int ready = epoll_wait(ep, e, 256, ms < 0 ? 0 : ms);
    for (int i = 0; i < ready; i++) {
      unsigned char b[300];
      if ((int)e[i].data.u32 == n) { answer_line(); continue; }
      if (read(fds[e[i].data.u32], b, sizeof b) != 29 || b[7] != 3) return fprintf(stderr, "a wrong answer\n"), 1;
      long took = (now() - asked[e[i].data.u32]) / 10000;
      counts[took > STEPS ? STEPS : took]++;
    }
  }
}
