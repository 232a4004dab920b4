package dev.pushmark.bench.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChildrenTest {
  private static final Path HERE = Path.of("");

  @Test
  void tellsWhatAChildWroteAndHowItEnded() throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (Children children = new Children();
        ChildProcess child =
            children.start("a", HERE, sh("echo out; echo err >&2; exit 7"), lines::add)) {
      assertThat(child.onExit().get(30, TimeUnit.SECONDS)).isEqualTo(7);
      assertThat(lines).containsExactly("out");
      assertThat(child.errors()).containsExactly("err");
    }
  }

  @Test
  void killsAChildThatWillNotGo() throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (Children children = new Children()) {
      ChildProcess child =
          children.start(
              "deaf", HERE, sh("trap '' TERM; echo up; while :; do sleep 1; done"), lines::add);
      assertThat(lines.poll(30, TimeUnit.SECONDS)).isEqualTo("up");
      child.stop(Duration.ofMillis(200));
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void killsWhatAChildHasStarted() throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (Children children = new Children()) {
      ChildProcess child = children.start("a", HERE, sh("sleep 600 & echo $!; wait"), lines::add);
      String pid = lines.poll(30, TimeUnit.SECONDS);
      ProcessHandle grandchild = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      child.close();
      grandchild.onExit().get(30, TimeUnit.SECONDS);
      assertThat(grandchild.isAlive()).isFalse();
    }
  }

  @Test
  void endsAllOfThemAndStartsNoMore() throws Exception {
    Children children = new Children();
    ChildProcess one = children.start("one", HERE, sh("sleep 600"), line -> {});
    ChildProcess two = children.start("two", HERE, sh("sleep 600"), line -> {});
    children.close();
    assertThat(one.isAlive()).isFalse();
    assertThat(two.isAlive()).isFalse();
    assertThatThrownBy(() -> children.start("three", HERE, sh("sleep 600"), line -> {}))
        .isInstanceOf(Children.ClosedException.class);
  }

  @Test
  void childrenDoNotHearCtrlCOfTheTerminal() throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (Children children = new Children();
        ChildProcess child =
            children.start("a", HERE, sh("kill -INT $$; echo survived"), lines::add)) {
      assertThat(child.onExit().get(30, TimeUnit.SECONDS)).isZero();
      assertThat(lines).containsExactly("survived");
    }
  }

  @Test
  void aPinnedChildMayUseItsCoresOnly() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Programs.isInstalled("taskset"), "needs taskset: install util-linux");
    Cores first = new Cores(List.of(allowed().numbers().get(0)));
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    List<String> command = new java.util.ArrayList<>(new Pinning(first, first, "").prefix(first));
    command.addAll(sh("grep Cpus_allowed_list /proc/self/status"));
    try (Children children = new Children();
        ChildProcess child = children.start("a", HERE, command, lines::add)) {
      assertThat(child.onExit().get(30, TimeUnit.SECONDS)).isZero();
      assertThat(lines.poll()).endsWith("\t" + first);
    }
  }

  private static Cores allowed() throws IOException {
    return java.nio.file.Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> Cores.parse(line.substring(line.indexOf(':') + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> sh(String script) {
    return List.of("/bin/sh", "-c", script);
  }
}
