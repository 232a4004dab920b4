package dev.pushmark.bench.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoresTest {
  @Test
  void readsTheKernelsLists() {
    assertThat(Cores.parse("\t0-2,5,7-8\n").numbers()).containsExactly(0, 1, 2, 5, 7, 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0-1", "0-2,5,7-8", "3,5,7"})
  void writesTheListItRead(String list) {
    assertThat(Cores.parse(list)).hasToString(list);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "0-", "99999", "0-99999"})
  void refusesWhatIsNoList(String text) {
    assertThatThrownBy(() -> Cores.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  @Test
  void serverGetsTheFirstHalfAndInjectorTheRest() {
    Pinning pinning = Pinning.divide(Cores.parse("2-6"), true, true);
    assertThat(pinning.isPinned()).isTrue();
    assertThat(pinning.server()).hasToString("2-3");
    assertThat(pinning.injector()).hasToString("4-6");
    assertThat(pinning.prefix(pinning.server())).isEqualTo(List.of("taskset", "-c", "2-3"));
  }

  @Test
  void oneCoreIsSharedAndThatIsSaid() {
    Pinning pinning = Pinning.divide(Cores.parse("3"), true, true);
    assertThat(pinning.isPinned()).isFalse();
    assertThat(pinning.whyNot()).contains("one core");
    assertThat(pinning.server()).isEqualTo(pinning.injector()).hasToString("3");
    assertThat(pinning.prefix(pinning.server())).isEmpty();
  }

  @Test
  void withoutTasksetNothingIsPinnedAndThatIsSaid() {
    assertThat(Pinning.divide(Cores.parse("0-3"), false, true).whyNot()).contains("taskset");
  }

  @Test
  void flagsFixWhatTheJvmWouldChooseByItsCores() {
    JvmFlags flags = JvmFlags.of(1, 3, 17);
    assertThat(flags.server())
        .contains("-XX:ActiveProcessorCount=1", "-Dio.netty.eventLoopThreads=1")
        .contains("-XX:+UseSerialGC", "-Xmx512m", "-Xmn16m", "-XX:TieredStopAtLevel=1");
    assertThat(flags.injector())
        .contains("-XX:ActiveProcessorCount=3", "-Dio.netty.eventLoopThreads=3")
        .contains("-XX:+UseG1GC", "--add-opens=java.base/java.lang=ALL-UNNAMED")
        .doesNotContain("-XX:TieredStopAtLevel=1");
    assertThat(JvmFlags.of(1, 1, 17).injector()).contains("-XX:TieredStopAtLevel=1");
  }

  @Test
  void theFlagThatOldJvmsDieOfIsForNewOnesOnly() {
    String flag = "--sun-misc-unsafe-memory-access=allow";
    assertThat(JvmFlags.of(1, 1, 23).injector()).doesNotContain(flag);
    assertThat(JvmFlags.of(1, 1, 24).injector()).contains(flag);
  }
}
