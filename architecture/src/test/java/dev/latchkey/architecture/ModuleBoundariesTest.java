package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code Modules} says holds in the module descriptors and in the bytecode of every module. */
final class ModuleBoundariesTest {
    private static final Set<String> PURE = Set.of("dev.latchkey.spi", "dev.latchkey.core");

    @Test
    void every_module_is_known_and_no_other() throws IOException {
        assertThat(descriptors()).extracting(ModuleDescriptor::name).hasSameElementsAs(Modules.SEES.keySet());
    }

    @Test
    void a_module_requires_only_what_it_may_see() throws IOException {
        for (ModuleDescriptor module : descriptors()) {
            assertThat(requiredOfOurs(module))
                    .as("modules that %s requires", module.name())
                    .isSubsetOf(Modules.SEES.getOrDefault(module.name(), Set.of()));
        }
    }

    @Test
    void spi_and_core_require_no_library() throws IOException {
        for (ModuleDescriptor module : descriptors()) {
            if (PURE.contains(module.name())) {
                Set<String> others = required(module);
                others.removeAll(Modules.SEES.keySet());
                assertThat(others).as("libraries of %s", module.name()).containsOnly("java.base", "org.jspecify");
            }
        }
    }

    @Test
    void a_module_exports_one_package_at_most_and_that_to_everybody_unless_it_is_shared_by_few() throws IOException {
        for (ModuleDescriptor module : descriptors()) {
            for (ModuleDescriptor.Exports exported : module.exports()) {
                assertThat(exported.source())
                        .as("package exported by %s", module.name())
                        .isEqualTo(module.name());
                assertThat(exported.targets())
                        .as("%s exports to", module.name())
                        .isEqualTo(Modules.SHARED.getOrDefault(module.name(), Set.of()));
            }
        }
    }

    @Test
    void a_plug_in_is_found_on_the_class_path_and_on_the_module_path() throws IOException {
        Map<String, Set<String>> byModules = new TreeMap<>();
        for (ModuleDescriptor module : descriptors()) {
            for (ModuleDescriptor.Provides plugIn : module.provides()) {
                byModules
                        .computeIfAbsent(plugIn.service(), service -> new TreeSet<>())
                        .addAll(plugIn.providers());
            }
        }
        assertThat(byModules).containsKey("dev.latchkey.spi.EngineProvider");
        for (Map.Entry<String, Set<String>> service : byModules.entrySet()) {
            assertThat(providersOnClassPath(service.getKey()))
                    .as("META-INF/services/%s", service.getKey())
                    .isEqualTo(service.getValue());
        }
    }

    @Test
    void every_class_sees_only_what_its_module_may_see() {
        JavaClasses all = new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages("dev.latchkey");
        assertThat(all.contain("dev.latchkey.spi.StorageEngine")).isTrue();
        Boundaries.HELD.check(all);
    }

    private static Set<String> providersOnClassPath(String service) throws IOException {
        Set<String> providers = new TreeSet<>();
        ClassLoader loader = ModuleBoundariesTest.class.getClassLoader();
        for (URL file : Collections.list(loader.getResources("META-INF/services/" + service))) {
            try (InputStream bytes = file.openStream()) {
                new String(bytes.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(providers::add);
            }
        }
        return providers;
    }

    private static Set<String> required(ModuleDescriptor module) {
        return module.requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> requiredOfOurs(ModuleDescriptor module) {
        Set<String> required = required(module);
        required.removeIf(name -> !Modules.ours(name));
        return required;
    }

    private static List<ModuleDescriptor> descriptors() throws IOException {
        List<ModuleDescriptor> found = new ArrayList<>();
        ClassLoader loader = ModuleBoundariesTest.class.getClassLoader();
        for (URL file : Collections.list(loader.getResources("module-info.class"))) {
            try (InputStream bytes = file.openStream()) {
                found.add(ModuleDescriptor.read(bytes));
            }
        }
        found.removeIf(module -> !Modules.ours(module.name()));
        return found;
    }
}
