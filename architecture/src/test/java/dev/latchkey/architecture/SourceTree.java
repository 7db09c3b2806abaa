package dev.latchkey.architecture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Every text of the project below a folder, held against the rules that no compiler checks. */
final class SourceTree {
    private static final int LONGEST_SOURCE = 400;
    private static final Set<String> SOURCES = Set.of("java", "js", "mjs", "sql", "sh");
    private static final Set<String> TEXTS =
            Set.of("java", "js", "mjs", "sql", "sh", "xml", "md", "json", "properties", "yml", "");
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "package-lock.json");

    // Built from parts, so that this file does not break its own rules.
    private static final Pattern LEFT_OVER =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b|(?i:not (yet )?imple" + "mented)");
    private static final Pattern UNSUPPORTED = Pattern.compile("Unsupported" + "OperationException");
    private static final Pattern SLEEP =
            Pattern.compile("\\bThread\\s*\\.\\s*sleep\\b|\\b(TimeUnit|SECONDS|MILLISECONDS)\\s*\\.\\s*sleep\\b");
    private static final Pattern SKIP = Pattern.compile("@(Disabled|EnabledIf|EnabledOn|EnabledFor)\\w*"
            + "|\\bAssumptions\\b|\\bassum(e|ing)(True|False|That\\w*)\\b|\\bTestAborted\\w*");

    private SourceTree() {}

    /** One line per fault: file, line, what is wrong. */
    static List<String> faults(Path root) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : texts(root)) {
            Path name = root.relativize(file);
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (SOURCES.contains(extension(file)) && lines.size() > LONGEST_SOURCE) {
                faults.add(name + ": " + lines.size() + " lines, at most " + LONGEST_SOURCE);
            }
            if (shipped(file) && !nullMarked(file.resolveSibling("package-info.java"))) {
                faults.add(name + ": a package whose package-info.java says no @NullMarked");
            }
            for (int i = 0; i < lines.size(); i++) {
                String fault = fault(name, lines.get(i));
                if (!fault.isEmpty()) {
                    faults.add(name + ":" + (i + 1) + ": " + fault);
                }
            }
        }
        return faults;
    }

    private static String fault(Path name, String line) {
        if (LEFT_OVER.matcher(line).find()) {
            return "left unfinished";
        }
        if (!extension(name).equals("java")) {
            return "";
        }
        if (UNSUPPORTED.matcher(line).find()) {
            return "an operation that is unsupported";
        }
        if (!name.toString().replace('\\', '/').contains("src/test/")) {
            return "";
        }
        if (SLEEP.matcher(line).find()) {
            return "a test that sleeps: wait on what is to happen";
        }
        return SKIP.matcher(line).find() ? "a test that may be skipped" : "";
    }

    private static boolean shipped(Path file) {
        boolean main = file.toString().replace('\\', '/').contains("/src/main/java/");
        return main && extension(file).equals("java") && !name(file).equals("module-info.java");
    }

    private static boolean nullMarked(Path packageInfo) throws IOException {
        return Files.exists(packageInfo)
                && Files.readString(packageInfo, StandardCharsets.UTF_8).contains("@NullMarked");
    }

    static List<Path> texts(Path root) throws IOException {
        List<Path> texts = new ArrayList<>();
        Path bad = root.resolve("architecture").resolve("bad");
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean hidden = name(folder).startsWith(".") && !folder.equals(root);
                return hidden || NOT_OURS.contains(name(folder)) || folder.equals(bad)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && TEXTS.contains(extension(file)) && !NOT_OURS.contains(name(file))) {
                    texts.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return texts;
    }

    private static String name(Path path) {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }

    private static String extension(Path file) {
        int dot = name(file).lastIndexOf('.');
        return dot < 0 ? "" : name(file).substring(dot + 1);
    }
}
