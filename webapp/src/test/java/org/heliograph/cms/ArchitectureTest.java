package org.heliograph.cms;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.jcr.Session;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** The packages, the one direction in which they may know each other, and what none of them holds. */
class ArchitectureTest {

    private static final String ROOT = "org.heliograph.cms";

    /** Every package and the packages that it may import. A new package has to be entered here. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            entry("definition"),
            entry("repository", "definition"),
            entry("content", "definition", "repository"),
            entry("index", "definition", "repository", "content"),
            entry("security", "definition", "repository"),
            entry("web", "definition", "repository", "security"),
            entry("media", "definition", "repository", "content", "security", "web"),
            entry("delivery", "definition", "repository", "content", "index", "security", "web", "media"),
            entry("site", "definition", "content", "index", "published", "security", "web", "media", "delivery"),
            entry("publish", "definition", "repository", "content", "index", "security"),
            entry("management", "definition", "repository", "content", "publish", "security", "web"),
            entry("schema", "definition", "security", "web"),
            entry("transfer", "definition", "repository", "content", "security"),
            entry("published", "definition", "repository", "content", "index"),
            entry("message", "repository", "content", "index", "published", "security", "web"),
            entry(
                    "admin",
                    "definition",
                    "repository",
                    "content",
                    "index",
                    "publish",
                    "security",
                    "web",
                    "media",
                    "transfer",
                    "published"),
            entry(
                    "app",
                    "definition",
                    "repository",
                    "content",
                    "index",
                    "publish",
                    "security",
                    "web",
                    "media",
                    "delivery",
                    "site",
                    "management",
                    "schema",
                    "transfer",
                    "published",
                    "message",
                    "admin"));

    private static JavaClasses host;

    @BeforeAll
    static void readClasses() {
        host = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
    }

    private static Map.Entry<String, Set<String>> entry(String name, String... mayImport) {
        return Map.entry(name, Set.of(mayImport));
    }

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    @Test
    void everyPackageIsEnteredHere() {
        assertThat(host.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(ROOT))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        packages().map(ArchitectureTest::full).toList());
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsOnlyWhatLiesBelowIt(String name) {
        String[] forbidden = packages()
                .filter(other -> !other.equals(name))
                .filter(other -> !MAY_IMPORT.get(name).contains(other))
                .map(other -> full(other) + "..")
                .toArray(String[]::new);

        if (forbidden.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage(full(name) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .check(host);
        }
    }

    @Test
    void nobodyImportsTheComposition() {
        noClasses()
                .that()
                .resideOutsideOfPackage(full("app"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(full("app"))
                .check(host);
    }

    @Test
    void noPackagesImportEachOtherInACycle() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(host);
    }

    @Test
    void noPackageIsADrawerForAllSorts() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..core..", "..impl..")
                .check(host);
    }

    @Test
    void noClassIsNamedAfterItsTechnique() {
        noClasses()
                .should()
                .haveNameMatching(".*(ServiceImpl|Utils?|Helper)(\\$.*)?")
                .check(host);
    }

    @Test
    void onlyTheRepositoryKeepsSessions() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(full("repository"))
                .should()
                .notHaveRawType(Session.class)
                .check(host);
    }

    @Test
    void onlyTheCommandLineWritesToTheConsole() {
        noClasses()
                .that()
                .resideOutsideOfPackage(full("app"))
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(host);
    }

    @Test
    void everyPackageTellsWhereNullMayBe() {
        classes().should(resideInANullMarkedPackage()).check(host);
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package with @NullMarked in its package-info") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " lacks @NullMarked"));
            }
        };
    }

    private static String full(String name) {
        return ROOT + "." + name;
    }
}
