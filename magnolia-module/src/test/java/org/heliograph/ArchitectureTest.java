package org.heliograph;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** Which package may know which. */
class ArchitectureTest {

    /** Each may import those before it. */
    private static final List<String> ORDER =
            List.of("host", "address", "template", "feed", "spam", "message", "moderation", "magnolia");

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("org.heliograph");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "address", "template", "feed", "spam", "message", "moderation"})
    void aPackageKnowsNoneThatComesLater(String name) {
        String[] later = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size()).stream()
                .map(each -> "org.heliograph." + each + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("org.heliograph." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(later)
                .check(classes);
    }

    /** The adapter alone knows Magnolia. */
    @Test
    void nothingNeedsWhatOneHostAloneHas() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.heliograph.magnolia..")
                .and()
                .resideInAPackage("org.heliograph..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.heliograph.cms..",
                        "org.apache..",
                        "com.github..",
                        "com.ibm..",
                        "com.google.common..",
                        "jakarta.servlet..",
                        "javax.servlet..",
                        "org.jboss..",
                        "info.magnolia..")
                .check(classes);
    }

    @Test
    void theAdapterNeedsNothingOfTheEmbeddedHost() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.heliograph.cms..", "org.apache.jackrabbit..", "org.jboss..")
                .check(classes);
    }
}
