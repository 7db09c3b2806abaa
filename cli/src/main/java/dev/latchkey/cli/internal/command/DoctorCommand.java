package dev.latchkey.cli.internal.command;

import dev.latchkey.cli.internal.doctor.Doctor;
import dev.latchkey.cli.internal.doctor.Finding;
import dev.latchkey.cli.internal.store.OpenStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** What is wrong with a store. */
@Command(
        name = "doctor",
        description = {
            "Says what is wrong with a store, in words; changes nothing.",
            "The exit status is 1 where there is a problem."
        })
public final class DoctorCommand extends Asking {
    /** All findings. */
    public record Page(boolean healthy, List<Finding> findings) {}

    @Override
    public Integer call() {
        OpenStore.checkThere(url());
        List<Finding> findings = new Doctor(url(), InstantSource.system()).examine();
        boolean healthy = findings.stream().noneMatch(one -> one.level() == Finding.Level.PROBLEM);
        if (!printed(new Page(healthy, findings))) {
            findings.forEach(one -> out().println(String.format(
                    Locale.ROOT,
                    "%-8s %-11s %s",
                    one.level().name().toLowerCase(Locale.ROOT),
                    one.about(),
                    one.text())));
            out().println(healthy ? "No problem found." : "There are problems.");
        }
        return healthy ? 0 : 1;
    }
}
