package dev.pushmark.bench.lab.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

class SurroundingsTest {
  private static final CentralProcessor PROCESSOR = new SystemInfo().getHardware().getProcessor();

  @TempDir Path temporary;

  private Surroundings surroundings() {
    return new Surroundings(
        temporary.resolve("proc"), temporary.resolve("powercap"), 4096, PROCESSOR);
  }

  private void write(String file, String text) throws IOException {
    Path path = temporary.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void socketBuffersAreThoseOfTcpAndUdp() throws Exception {
    write(
        "proc/net/sockstat",
        """
        sockets: used 294
        TCP: inuse 12 orphan 0 tw 3 alloc 14 mem 7
        UDP: inuse 2 mem 93
        UDPLITE: inuse 0
        FRAG: inuse 0 memory 5
        """);
    write("proc/meminfo", "MemTotal: 100 kB\nSlab:             398 kB\nSReclaimable:  200 kB\n");
    assertThat(surroundings().memory())
        .isEqualTo(new Surroundings.Memory(100L * 4096, 398L * 1024));
  }

  @Test
  void whatTheSystemDoesNotTellIsNull() {
    assertThat(surroundings().memory()).isEqualTo(new Surroundings.Memory(null, null));
    Surroundings.Counters counters = surroundings().counters();
    assertThat(surroundings().energyMicrojoules(counters, counters)).isNull();
  }

  @Test
  void energyIsSummedOverPackagesAndSurvivesACounterThatBeginsAnew() throws Exception {
    write("powercap/intel-rapl:0/energy_uj", "900\n");
    write("powercap/intel-rapl:0/max_energy_range_uj", "1000\n");
    write("powercap/intel-rapl:1/energy_uj", "50\n");
    write("powercap/intel-rapl:0:0/energy_uj", "7\n");
    Surroundings.Counters from = surroundings().counters();
    write("powercap/intel-rapl:0/energy_uj", "100\n");
    write("powercap/intel-rapl:1/energy_uj", "80\n");
    Surroundings.Counters to = surroundings().counters();
    assertThat(surroundings().energyMicrojoules(from, to)).isEqualTo(200 + 30);
  }
}
