package dev.latchkey.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first example of the README, compiled and run as it stands there. */
class ReadmeExampleTest {
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

    @Test
    void theExampleRunsAndItsGoldIsThere(@TempDir Path folder) throws Exception {
        List<String> blocks = JAVA.matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        String url = "sqlite:" + folder.resolve("players.db");
        Path source = folder.resolve("Example.java");
        Files.writeString(source, example(blocks.get(0), blocks.get(1)).replace("sqlite:players.db", url));

        compile(source, folder);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> example = loader.loadClass("Example");
            example.getMethod("run").invoke(null);
            example.getMethod("run").invoke(null);
            assertThat(example.getMethod("gold").invoke(null)).isEqualTo(200L);
        }
    }

    private static String example(String types, String lines) {
        return """
                import dev.latchkey.*;
                import java.util.*;

                public class Example {
                  %s
                  static void kick(String player, Object reason) {}
                  public static void run() {
                    %s
                  }
                  public static long gold() {
                    try (Latchkey latchkey = Latchkey.open("sqlite:players.db")) {
                      return latchkey.profiles("players", PlayerData.class, PlayerData::fresh).view("ada").get().gold();
                    }
                  }
                }
                """.formatted(types.replace("record ", "public record "), lines);
    }

    private static void compile(Path source, Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter says = new StringWriter();
        List<String> options =
                List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        boolean compiled = compiler.getTask(
                        says,
                        null,
                        null,
                        options,
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertThat(compiled).as(says.toString()).isTrue();
    }
}
