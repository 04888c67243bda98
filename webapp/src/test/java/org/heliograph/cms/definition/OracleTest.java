package org.heliograph.cms.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Compares with what the definition registry of a real Magnolia reported for the same light modules. */
class OracleTest {

    private static final Path ORACLE = Path.of("../../shared/magnolia-oracle");
    private static final Map<String, DefinitionType> TYPES = Map.of(
            "app", DefinitionType.APP,
            "contentType", DefinitionType.CONTENT_TYPE,
            "dialog", DefinitionType.DIALOG,
            "restEndpoint", DefinitionType.ENDPOINT,
            "template", DefinitionType.TEMPLATE,
            "theme", DefinitionType.THEME,
            "virtualUriMapping", DefinitionType.VIRTUAL_URI_MAPPING);

    private static Optional<Definitions> definitions = Optional.empty();

    @BeforeAll
    static void load() {
        if (Files.isDirectory(ORACLE)) {
            definitions = Optional.of(DefinitionRegistry.loadOnly(List.of(ORACLE.resolve("light-module"))));
        }
    }

    static Stream<JsonNode> recorded() throws IOException {
        if (!Files.isDirectory(ORACLE)) {
            return Stream.of(new ObjectMapper().createObjectNode().put("id", "absent"));
        }
        List<JsonNode> nodes = new ArrayList<>();
        new ObjectMapper().readTree(ORACLE.resolve("definitions.json").toFile()).forEach(nodes::add);
        return nodes.stream().filter(n -> TYPES.containsKey(n.get("type").asText()));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void resolvesAsMagnoliaDoes(JsonNode recorded) {
        assumeTrue(definitions.isPresent(), "the recorded definitions are not there");
        String id = recorded.get("id").asText();
        Definition definition =
                definitions.get().of(TYPES.get(recorded.get("type").asText())).get(id);

        assertThat(definition).as(id).isNotNull();
        assertThat(definition.valid()).isEqualTo(recorded.get("valid").asBoolean());
        assertThat("/" + definition.file().file())
                .isEqualTo(recorded.get("location").asText());
        // Magnolia loses the grandparent here, which is not worth repeating.
        if (definition.valid() && recorded.get("raw").isObject() && !id.equals("delivery/inh-chain_v1")) {
            assertThat(withoutNames(plain(definition.config()))).isEqualTo(withoutNames(plain(recorded.get("raw"))));
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void reportsWhatMagnoliaReports(JsonNode recorded) {
        assumeTrue(definitions.isPresent(), "the recorded definitions are not there");
        String file = recorded.get("location").asText().substring(1);
        TreeSet<String> severities = new TreeSet<>();
        definitions.get().problems().stream()
                .filter(p -> p.location().file().equals(file))
                .forEach(p -> severities.add(p.severity().name()));
        TreeSet<String> expected = new TreeSet<>();
        recorded.get("problems").forEach(p -> expected.add(p.get("severity").asText()));
        // A missing include is two problems there, of which one is enough.
        if (file.contains("inc-missing")) {
            expected.remove("MAJOR");
        }

        assertThat(severities).containsAll(expected);
    }

    private static Object plain(ConfigNode node) {
        if (!node.isCollection() && !node.isNothing()) {
            return node.text().orElse("");
        }
        Map<String, Object> map = new HashMap<>();
        node.children().forEach((key, child) -> map.put(key, plain(child)));
        return map;
    }

    /** Lists are recorded as lists of maps with one entry, whose key is the name or "null". */
    private static Object plain(JsonNode node) {
        Map<String, Object> map = new HashMap<>();
        if (node.isArray()) {
            for (JsonNode item : node) {
                String key = item.fieldNames().next();
                String position = String.valueOf(map.size());
                map.put(key.equals("null") || map.containsKey(key) ? position : key, plain(item.get(key)));
            }
        } else if (node.isObject()) {
            node.properties().forEach(e -> map.put(e.getKey(), plain(e.getValue())));
        } else {
            return node.asText();
        }
        return map;
    }

    /** Magnolia puts the key of a map entry into it as name, in some places; names are left out of both. */
    private static Object withoutNames(Object node) {
        if (!(node instanceof Map<?, ?> map)) {
            return node;
        }
        Map<Object, Object> result = new HashMap<>();
        map.forEach((key, value) -> {
            if (!key.equals("name") || value instanceof Map<?, ?>) {
                result.put(key, withoutNames(value));
            }
        });
        return result;
    }
}
