package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContractNumbersTest {
    private static final Pattern SENTENCE = Pattern.compile("(?m)^- \\*\\*([CGHIKMOTUX][0-9]+)\\*\\* ");
    private static final Pattern TEST = Pattern.compile("^([cghikmotux][0-9]+)_");

    @Test
    void everySentenceOfTheContractsHasOneTestOfItsNumberAndViceVersa() throws IOException {
        List<String> sentences = SENTENCE.matcher(Files.readString(Path.of("../docs/contracts.md")))
                .results()
                .map(sentence -> sentence.group(1))
                .toList();
        List<String> tests = Stream.of(MemoryEngineTest.class, MemoryTableTest.class, TransactionalTableContract.class)
                .flatMap(test -> Arrays.stream(test.getMethods()))
                .map(Method::getName)
                .flatMap(name -> TEST.matcher(name).results())
                .map(name -> name.group(1).toUpperCase(Locale.ROOT))
                .toList();
        assertThat(sentences).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThat(tests).doesNotHaveDuplicates();
        assertThat(sorted(tests)).isEqualTo(sorted(sentences));
    }

    private static Set<String> sorted(Collection<String> numbers) {
        return new TreeSet<>(numbers);
    }
}
