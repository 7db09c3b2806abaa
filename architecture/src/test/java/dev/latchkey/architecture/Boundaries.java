package dev.latchkey.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.Set;

/** The rules between modules that must hold in the bytecode, whatever the module path says. */
final class Boundaries {
    static final ArchRule HELD = classes().should(new StayWithinBoundaries());

    private static final Set<String> PURE = Set.of("dev.latchkey.spi", "dev.latchkey.core");

    private Boundaries() {}

    private static final class StayWithinBoundaries extends ArchCondition<JavaClass> {
        StayWithinBoundaries() {
            super("see only what their module may see (CONTRIBUTING.md)");
        }

        @Override
        public void check(JavaClass seer, ConditionEvents events) {
            Optional<String> module = Modules.of(seer.getPackageName());
            if (module.isEmpty()) {
                events.add(SimpleConditionEvent.violated(
                        seer,
                        seer.getName()
                                + " belongs to no module: a module has one package, and internal ones below it"));
                return;
            }
            for (Dependency seen : seer.getDirectDependenciesFromSelf()) {
                String fault = fault(module.get(), seen.getTargetClass().getBaseComponentType());
                if (!fault.isEmpty()) {
                    events.add(SimpleConditionEvent.violated(seer, fault + ": " + seen.getDescription()));
                }
            }
        }
    }

    private static String fault(String seer, JavaClass seen) {
        String name = seen.getPackageName();
        if (!Modules.ours(name)) {
            boolean allowed = seen.isPrimitive() || name.startsWith("java.") || name.startsWith("org.jspecify.");
            return PURE.contains(seer) && !allowed ? seer + " sees a library" : "";
        }
        String owner = Modules.of(name).orElse("");
        if (owner.equals(seer)) {
            return "";
        }
        if (!Modules.SEES.getOrDefault(seer, Set.of()).contains(owner)) {
            return seer + " may not see " + owner;
        }
        return Modules.internal(name) ? seer + " sees internals of " + owner : "";
    }
}
