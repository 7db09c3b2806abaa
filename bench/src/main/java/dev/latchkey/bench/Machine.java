package dev.latchkey.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the figures were measured on. */
final class Machine {
    private static final int PAGE = 4_096;
    private static final int SYNCS = 300;

    private Machine() {}

    /** Cores, memory, kernel, Java, load, and how long the disk under {@code folder} takes for a sync. */
    static String describe(Path folder) throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return "%d cores, %d GiB, %s %s %s, Java %s, load %.1f, %s: sync of 4 KiB %s"
                .formatted(
                        system.getAvailableProcessors(),
                        Math.round(system.getTotalMemorySize() / (double) (1 << 30)),
                        system.getName(),
                        system.getVersion(),
                        system.getArch(),
                        Runtime.version(),
                        system.getSystemLoadAverage(),
                        Files.getFileStore(folder).type(),
                        sync(folder.resolve("sync")));
    }

    private static Samples sync(Path file) throws IOException {
        Samples samples = new Samples();
        ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                long begun = System.nanoTime();
                channel.write(page.clear(), (long) i * PAGE);
                channel.force(false);
                samples.add(System.nanoTime() - begun);
            }
        }
        return samples;
    }
}
