package org.heliograph.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IntakeSchemaTest {

    private final JsonNode schema = IntakeSchema.json();

    @Test
    void itKnowsWhatTheIntakeTakes() {
        Set<String> taken =
                Arrays.stream(Field.values()).map(Field::sent).collect(Collectors.toCollection(TreeSet::new));
        taken.addAll(MessageCheck.OTHERS);

        assertThat(schema.get("properties").properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(taken);
        assertThat(schema.get("additionalProperties").asBoolean()).isFalse();
    }

    @Test
    void whatIsRequiredIsInAGoodBody() {
        JsonNode good = Checked.good();

        assertThat(schema.get("required")).extracting(JsonNode::asText).contains("name", "message", "consents");
        schema.get("required")
                .forEach(name -> assertThat(good.has(name.asText())).isTrue());
        assertThat(schema.get("anyOf").findValuesAsText("required")).hasSize(4);
    }
}
