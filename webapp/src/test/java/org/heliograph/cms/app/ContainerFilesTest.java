package org.heliograph.cms.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.heliograph.cms.it.Project;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** The files for containers, as far as they can be held against something without building and starting one. */
class ContainerFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Project.root();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

    private static Schema specification;
    private static JsonNode compose;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream schema =
                ContainerFilesTest.class.getResourceAsStream("/compose-specification/compose-spec.json")) {
            ObjectNode json = (ObjectNode) JSON.readTree(schema);
            // Its names, and that of draft 7, are no proper addresses.
            json.remove(List.of("$schema", "$id"));
            specification = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(json);
        }
        compose = JSON.valueToTree(new Yaml().load(Files.readString(ROOT.resolve("docker/compose.yml"))));
    }

    private static List<Error> errors(JsonNode file) {
        return specification.validate(file);
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    @Test
    void composeFollowsItsSpecification() {
        assertThat(errors(compose)).isEmpty();
    }

    @Test
    void aMistakeInComposeWouldBeFound() {
        ObjectNode wrong = compose.deepCopy();
        ((ObjectNode) wrong.path("services").path("host")).put("restrat", "always");

        assertThat(errors(wrong)).isNotEmpty();
    }

    @Test
    void everyServiceIsShutInAndItsImageIsNamedByVersion() {
        assertThat(compose.path("services")).hasSize(3).allSatisfy(service -> {
            assertThat(service.path("read_only").asBoolean()).isTrue();
            assertThat(items(service.path("cap_drop")).map(JsonNode::asText)).containsExactly("ALL");
            assertThat(items(service.path("security_opt")).map(JsonNode::asText))
                    .containsExactly("no-new-privileges:true");
            assertThat(service.path("restart").isTextual()).isTrue();
            assertThat(service.path("image").asText()).matches(".+:\\d.*");
        });
    }

    @Test
    void noSecretStandsInComposeAndWhatIsMountedIsDeclared() {
        for (JsonNode service : compose.path("services")) {
            service.path("environment")
                    .properties()
                    .forEach(each -> assertThat(each.getKey().contains("PASSWORD")
                                    && !each.getKey().endsWith("_FILE"))
                            .as("%s is a secret", each.getKey())
                            .isFalse());
            items(service.path("secrets"))
                    .forEach(secret -> assertThat(compose.path("secrets").has(secret.asText()))
                            .as(secret.asText())
                            .isTrue());
            items(service.path("networks"))
                    .forEach(network -> assertThat(compose.path("networks").has(network.asText()))
                            .as(network.asText())
                            .isTrue());
            items(service.path("volumes"))
                    .map(volume -> volume.asText().split(":")[0])
                    .filter(source -> source.matches("\\w+"))
                    .forEach(source -> assertThat(compose.path("volumes").has(source))
                            .as(source)
                            .isTrue());
            service.path("environment").forEach(value -> {
                String text = value.asText();
                if (text.startsWith("/run/secrets/")) {
                    assertThat(items(service.path("secrets")).map(JsonNode::asText))
                            .contains(text.substring("/run/secrets/".length()));
                }
            });
        }
    }

    @Test
    void whoeverNeedsTheDatabaseWaitsUntilItIsHealthy() {
        JsonNode services = compose.path("services");
        assertThat(services.path("database")
                        .path("healthcheck")
                        .path("test")
                        .path(1)
                        .asText())
                .isEqualTo("pg_isready");
        for (String name : List.of("host", "backup")) {
            assertThat(services.path(name)
                            .path("depends_on")
                            .path("database")
                            .path("condition")
                            .asText())
                    .as(name)
                    .isEqualTo("service_healthy");
        }
        assertThat(compose.path("networks").path("back").path("internal").asBoolean())
                .isTrue();
    }

    @Test
    void whatComposeSetsAreSettingsOfTheHost() {
        Map<String, String> environment = new TreeMap<>(environment(dockerfile("docker/Dockerfile")));
        compose.path("services")
                .path("host")
                .path("environment")
                .properties()
                .forEach(each -> environment.put(
                        each.getKey(),
                        VARIABLE.matcher(each.getValue().asText()).replaceAll("$1")));

        assertThat(problems(environment)).noneMatch(problem -> problem.contains("is no setting"));
    }

    @Test
    void theImageBringsSettingsThatTheHostTakes() {
        Map<String, String> environment = environment(dockerfile("docker/Dockerfile"));

        assertThat(problems(environment)).isEmpty();
        assertThat(environment).containsEntry("HELIOGRAPH_HOST", "0.0.0.0");
        assertThat(instructions("VOLUME", dockerfile("docker/Dockerfile")))
                .containsExactly(environment.get("HELIOGRAPH_DATA"));
        assertThat(instructions("EXPOSE", dockerfile("docker/Dockerfile")))
                .containsExactly(environment.get("HELIOGRAPH_PORT"));
    }

    private static List<String> problems(Map<String, String> environment) {
        try {
            Settings.load(Path.of("no-such-file"), environment, new Properties());
            return List.of();
        } catch (Settings.InvalidSettingsException e) {
            return e.problems();
        }
    }

    private static Map<String, String> environment(List<Instruction> instructions) {
        Map<String, String> environment = new TreeMap<>();
        Pattern each = Pattern.compile("(\\w+)=(\"[^\"]*\"|\\S+)");
        for (String line : instructions("ENV", instructions)) {
            for (Matcher entry = each.matcher(line); entry.find(); ) {
                environment.put(entry.group(1), entry.group(2).replace("\"", ""));
            }
        }
        return environment;
    }

    /** One instruction of a Dockerfile, its continuation lines joined. */
    private record Instruction(String name, String value) {}

    private static List<Instruction> dockerfile(String name) {
        try {
            return Files.readString(ROOT.resolve(name))
                    .replaceAll("(?m)^\\s*#.*\\n", "")
                    .replaceAll("\\\\\\n\\s*", "")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.strip().split("\\s+", 2))
                    .map(parts -> new Instruction(parts[0], parts[1]))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    private static List<String> instructions(String name, List<Instruction> all) {
        return all.stream()
                .filter(each -> each.name().equals(name))
                .map(Instruction::value)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/Dockerfile", "docker/magnolia/Dockerfile"})
    void anImageIsBuiltFromNamedVersionsAndRunsAsNobodyInParticular(String name) throws IOException {
        List<Instruction> all = dockerfile(name);
        List<Instruction> last =
                all.subList(all.stream().map(Instruction::name).toList().lastIndexOf("FROM"), all.size());

        assertThat(instructions("FROM", all))
                .hasSize(2)
                .allMatch(image -> image.matches("[a-z/-]+:\\d\\S*( AS \\w+)?"));
        assertThat(instructions("ADD", all))
                .as("nothing comes from elsewhere unseen")
                .isEmpty();
        assertThat(instructions("RUN", all)).noneMatch(command -> command.matches("(?s).*\\b(curl|wget)\\b.*"));
        assertThat(instructions("USER", last)).containsExactly("10001:10001");
        List<String> names = last.stream().map(Instruction::name).toList();
        assertThat(names.indexOf("USER")).isGreaterThan(names.lastIndexOf("RUN"));
        assertThat(instructions("LABEL", last)).singleElement().asString().contains("org.opencontainers.image.title=");
        for (String what : List.of("ENTRYPOINT", "CMD")) {
            assertThat(instructions(what, last))
                    .allSatisfy(
                            value -> assertThat(JSON.readTree(value).isArray()).isTrue());
        }
        assertThat(instructions("CMD", last)).hasSize(1);
        assertThat(instructions("HEALTHCHECK", last))
                .singleElement()
                .satisfies(check -> assertThat(JSON.readTree(check.substring(check.indexOf("CMD") + 3))
                                .isArray())
                        .isTrue());
        assertThat(instructions("STOPSIGNAL", last)).containsExactly("SIGTERM");
    }

    @Test
    void whatIsCopiedExistsAndIsNotIgnored() throws IOException {
        List<String> rules = Files.readString(ROOT.resolve(".dockerignore"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        for (String source : sources(dockerfile("docker/Dockerfile"))) {
            assertThat(ROOT.resolve(source)).exists();
            assertThat(isIgnored(source, rules)).as(source).isFalse();
        }
        assertThat(isIgnored("webapp/target", rules)).isTrue();
        assertThat(isIgnored("docker/secrets", rules)).isTrue();
        assertThat(isIgnored(".git", rules)).isTrue();
        assertThat(sources(dockerfile("docker/magnolia/Dockerfile")))
                .containsExactly("magnolia.war", "heliograph-magnolia-*.jar", "health");
        assertThat(ROOT.resolve("docker/magnolia/health")).isExecutable();
    }

    /** What comes from the context of the build. */
    private static List<String> sources(List<Instruction> all) {
        return instructions("COPY", all).stream()
                .filter(value -> !value.startsWith("--from="))
                .map(value -> value.replaceAll("--\\S+\\s+", "").split("\\s+"))
                .flatMap(words -> Stream.of(words).limit(words.length - 1L))
                .toList();
    }

    /** The last rule that fits decides. */
    private static boolean isIgnored(String path, List<String> rules) {
        Optional<String> rule = rules.stream()
                .filter(each -> fits(path, each.replaceFirst("^!", "")))
                .reduce((earlier, later) -> later);
        return rule.isPresent() && !rule.get().startsWith("!");
    }

    private static boolean fits(String path, String rule) {
        for (Path each = Path.of(path); each != null; each = each.getParent()) {
            if (FileSystems.getDefault().getPathMatcher("glob:" + rule).matches(each)
                    || FileSystems.getDefault()
                            .getPathMatcher("glob:" + rule.replace("**/", ""))
                            .matches(each)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        Matcher version = Pattern.compile("<artifactId>heliograph-parent</artifactId>\\s*<version>([^<]+)<")
                .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();

        assertThat(instructions("LABEL", dockerfile("docker/Dockerfile")))
                .singleElement()
                .asString()
                .contains("org.opencontainers.image.version=\"" + version.group(1) + "\"");
        assertThat(compose.path("services").path("host").path("image").asText())
                .isEqualTo("heliograph:" + version.group(1));
    }
}
