package dev.latchkey.testkit;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The running threads whose names begin with "latchkey": also virtual ones, which only a thread dump tells. */
final class NamedThreads {
    private static final Pattern THREAD = Pattern.compile("(?m)^#([0-9]+) \"(latchkey[^\"]*)\"");
    private static final HotSpotDiagnosticMXBean DIAGNOSTICS =
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

    private NamedThreads() {}

    /** Names with their numbers, which are never used twice. */
    static Set<String> running() {
        try {
            Path folder = Files.createTempDirectory("latchkey-threads");
            Path dump = folder.resolve("dump.txt");
            try {
                DIAGNOSTICS.dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
                Set<String> names = new TreeSet<>();
                THREAD.matcher(Files.readString(dump))
                        .results()
                        .forEach(found -> names.add(found.group(2) + " #" + found.group(1)));
                return names;
            } finally {
                Files.deleteIfExists(dump);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("threads cannot be listed", e);
        }
    }
}
