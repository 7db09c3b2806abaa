package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule of the protocol has a test that carries its number, and no test carries a number of no rule. */
class EveryRuleHasATestTest {
    private static final Pattern RULE = Pattern.compile("(?m)^- \\*\\*([SL]\\d+) ");
    private static final Pattern TEST = Pattern.compile("void ([slSL]\\d+)_\\w+\\(");

    @Test
    void everyRuleInScopeHasATestOfItsNumber() throws IOException {
        Set<String> rules = found(RULE, Files.readString(Root.folder().resolve("docs/protocol.md")));
        Set<String> tested = new TreeSet<>();
        for (Path test : tests()) {
            tested.addAll(found(TEST, Files.readString(test)));
        }
        assertThat(rules).hasSize(20);
        assertThat(tested).isEqualTo(rules);
    }

    private static Set<String> found(Pattern what, String text) {
        return what.matcher(text)
                .results()
                .map(match -> match.group(1).toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Iterable<Path> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Root.folder())) {
            return files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> file.toString().endsWith("Test.java"))
                    .toList();
        }
    }
}
