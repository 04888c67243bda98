package org.heliograph.cms.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends the requests that a real Magnolia was once asked, in their order, and compares the answers. The recording lies
 * next to the project; its README says how it is to be replayed. {@code -Dheliograph.oracle.groups=read,order} sends
 * the lines of these groups only. A second recording was made where the site's languages are defined wrongly. The least shares of equal lines are in {@code oracle-minimum.properties}, deliberate
 * deviations with their reasons in {@code oracle-deviations.properties}.
 */
class OracleReplayIT {

    private static final Logger LOG = LoggerFactory.getLogger(OracleReplayIT.class);
    private static final String CONTEXT_PATH = "/magnoliaAuthor";
    private static final String I18N_CLASS = "    class: info.magnolia.cms.i18n.DefaultI18nContentSupport\n";
    private static final String WITHOUT_CLASS = "i18n-without-class.jsonl";
    /** Magnolia's author instance shows visitors no page. */
    private static final Path STOCK_ROLES = Path.of("src", "test", "resources", "oracle-roles");
    /** Greatest share of all lines that may differ deliberately, in percent. */
    private static final double MAX_DEVIATIONS = 4;

    private final Properties deviations = resource("oracle-deviations.properties");

    @Test
    void answersAsTheRealMagnoliaDid() throws IOException {
        // given
        Path oracle = Project.shared("magnolia-oracle");
        List<OracleLine> all = OracleLine.read(oracle.resolve("requests.jsonl"));
        assertThat(Stream.concat(all.stream(), OracleLine.read(oracle.resolve(WITHOUT_CLASS)).stream()))
                .extracting(OracleLine::id)
                .containsAll(deviations.stringPropertyNames());
        assertThat(100.0 * deviations.size() / all.size()).isLessThanOrEqualTo(MAX_DEVIATIONS);
        try (Host host = start(oracle.resolve("light-module"))) {
            importContent(host, oracle.resolve("content"));

            // when
            OracleReport report = replay(host, all);

            // then
            report.writeDifferences(Project.target("oracle-differences.txt"));
            LOG.info("Agreement with Magnolia:\n{}", report.table());
            assertThat(report.agreeing())
                    .as("lines to take out of oracle-deviations.properties and docs/delivery.md")
                    .isEmpty();
            assertMinimumShares(report);
        }
    }

    @Test
    void answersAsMagnoliaDidWhereTheI18nBlockHasNoClass(@TempDir Path modules) throws IOException {
        // given
        Path oracle = Project.shared("magnolia-oracle");
        copy(oracle.resolve("light-module"), modules);
        Path site = modules.resolve("oracle-energy/decorations/site/config.yaml");
        String definition = Files.readString(site);
        assertThat(definition).containsOnlyOnce(I18N_CLASS);
        Files.writeString(site, definition.replace(I18N_CLASS, ""));
        try (Host host = start(modules)) {
            importContent(host, oracle.resolve("content"));

            // when
            OracleReport report = replay(host, OracleLine.read(oracle.resolve(WITHOUT_CLASS)));

            // then
            report.writeDifferences(Project.target("oracle-differences-without-class.txt"));
            assertThat(report.share(report.groups()))
                    .as("share of equal lines (see oracle-differences-without-class.txt)")
                    .isEqualTo(100);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static Host start(Path lightModules) throws IOException {
        return Host.builder()
                .with("HELIOGRAPH_CONTEXT_PATH", CONTEXT_PATH)
                .with("HELIOGRAPH_ADMIN_PASSWORD", "superuser")
                .with("HELIOGRAPH_BOOTSTRAP", STOCK_ROLES.toAbsolutePath().toString())
                .with("HELIOGRAPH_LIGHT_MODULES", lightModules.toRealPath().toString())
                .start();
    }

    private static void importContent(Host host, Path content) throws IOException {
        for (String line : Files.readAllLines(content.resolve("ORDER.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] fileAndParent = line.split("\t");
                byte[] bytes = Files.readAllBytes(content.resolve(fileAndParent[0]));
                Answer answer = host.superuser().upload(fileAndParent[1], fileAndParent[0], bytes);
                assertThat(answer.status()).as("import of %s: %s", line, answer).isEqualTo(204);
            }
        }
    }

    private OracleReport replay(Host host, List<OracleLine> all) {
        RawHttp http = new RawHttp(host.uri());
        OracleComparison comparison = new OracleComparison(new OracleNodes(all));
        Set<String> groups = chosenGroups(all);
        OracleReport report = new OracleReport();
        for (OracleLine line : all) {
            if (groups.contains(line.group())) {
                Optional<String> deviation = Optional.ofNullable(deviations.getProperty(line.id()));
                try {
                    Answer answer = line.send(http, CONTEXT_PATH);
                    report.add(line, answer.toString(), comparison.difference(line, answer), deviation);
                } catch (UncheckedIOException e) {
                    report.add(line, e.getCause().toString(), Optional.of("no answer"), deviation);
                }
            }
        }
        return report;
    }

    private static Set<String> chosenGroups(List<OracleLine> all) {
        Set<String> known = all.stream().map(OracleLine::group).collect(Collectors.toSet());
        String chosen = System.getProperty("heliograph.oracle.groups", "");
        if (chosen.isBlank()) {
            return known;
        }
        Set<String> groups = new HashSet<>(Arrays.asList(chosen.split(",")));
        assertThat(known).as("groups of the recording").containsAll(groups);
        return groups;
    }

    private static void assertMinimumShares(OracleReport report) {
        Properties minimum = resource("oracle-minimum.properties");
        SoftAssertions.assertSoftly(softly -> minimum.forEach((key, value) -> {
            List<String> groups = List.of(key.toString().split("\\+"));
            if (report.groups().containsAll(groups)) {
                softly.assertThat(report.share(groups))
                        .as("share of equal lines in %s (see oracle-differences.txt)", key)
                        .isGreaterThanOrEqualTo(Double.parseDouble(value.toString()));
            }
        }));
    }

    private static Properties resource(String name) {
        Properties properties = new Properties();
        try (InputStream in = OracleReplayIT.class.getResourceAsStream("/" + name)) {
            assertThat(in).as(name).isNotNull();
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
        return properties;
    }
}
