package dev.latchkey.cli.internal.demo.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines between the demonstration and its servers. */
final class LinesTest {
    static Stream<Command> commands() {
        return Stream.of(
                new Command.Join(1, "ada"),
                new Command.Do(1, 2, new Deed(Deed.Kind.TAKE, 3)),
                new Command.Do(1, 2, new Deed(Deed.Kind.PAY, 3, "bob")),
                new Command.Save(1),
                new Command.Quit(1),
                new Command.Bus(false),
                new Command.Stop());
    }

    static Stream<Report> reports() {
        return Stream.of(
                new Report.Ready(),
                new Report.Joined(1, Report.How.HANDED, 2, new PlayerData(3, List.of(), List.of(4, 5))),
                new Report.Failed(1, "some reason; with marks"),
                new Report.Did(1, 2, 3),
                new Report.Refused(1, 2, "too little gold"),
                new Report.Saved(1, 2, 3),
                new Report.Ended(1, 2, 3, true, "CLOSED STORED"),
                new Report.Stats(1, 2),
                new Report.Note("one two"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_comes_back(Command command) {
        assertThat(Command.parse(command.line())).isEqualTo(command);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void a_report_comes_back_and_no_part_of_it(Report report) {
        String line = report.line();
        assertThat(Report.parse(line)).contains(report);
        for (int length = 0; length < line.length(); length++) {
            assertThat(Report.parse(line.substring(0, length))).isEmpty();
        }
    }

    @Test
    void what_cannot_be_done_is_refused() {
        PlayerData rich = PlayerData.FRESH.after(1, new Deed(Deed.Kind.EARN, 5));
        assertThat(rich).isEqualTo(new PlayerData(5, List.of(), List.of(1)));
        assertThatThrownBy(() -> rich.after(2, new Deed(Deed.Kind.SPEND, 6))).hasMessage("too little gold");
        assertThatThrownBy(() -> rich.after(2, new Deed(Deed.Kind.DROP, 6))).hasMessage("nothing to drop");
    }
}
