package org.heliograph.cms.definition;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.heliograph.moderation.Action;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the jar for Magnolia lays over the app of messages, which without it can only be read. */
class DropInTest {

    private static final Set<String> WITHOUT_COMMAND = Set.of("open", "confirmErasure");

    private final Definitions definitions =
            DefinitionRegistry.load(List.of(Path.of("../magnolia-module/dropin/src/main/resources")));

    private static ConfigNode browser(Definitions definitions) {
        return definitions
                .apps()
                .get("heliograph-messages")
                .config()
                .at("subApps.browser")
                .orElseThrow();
    }

    private static Map<String, ConfigNode> actions(Definitions definitions) {
        return browser(definitions).get("actions").orElseThrow().children();
    }

    @Test
    void itHasNoProblem() {
        assertThat(definitions.problems()).isEmpty();
    }

    @Test
    void whatIsOfferedIsWhatTheDeskIsAskedAboutAndDoes() {
        Map<String, ConfigNode> commands = new TreeMap<>(actions(definitions));
        commands.keySet().removeAll(WITHOUT_COMMAND);

        assertThat(commands)
                .containsOnlyKeys("triage", "take", "close", "reopen", "spam", "notSpam", "hold", "release", "erase");
        assertThat(commands.values()).allSatisfy(action -> {
            assertThat(action.text("catalog")).contains("heliograph");
            assertThat(action.text("command")).contains("moderate");
            Optional<String> done = action.at("params.action").flatMap(ConfigNode::text);
            assertThat(done.flatMap(Action::of)).isPresent();
            assertThat(action.at("availability.rules.possible.action").flatMap(ConfigNode::text))
                    .isEqualTo(done);
        });
    }

    @Test
    void everyActionHasAPlaceAndTextsInBothLanguages() {
        Set<String> placed = new HashSet<>();
        browser(definitions)
                .at("actionbar.sections.item.groups")
                .orElseThrow()
                .children()
                .values()
                .forEach(group -> placed.addAll(
                        group.get("items").orElseThrow().children().keySet()));
        Set<String> all = new HashSet<>(actions(definitions).keySet());
        all.remove("erase");

        assertThat(placed).isEqualTo(all);
        for (String action : actions(definitions).keySet()) {
            String label = "heliograph-messages.browser.actions." + action + ".label";
            assertThat(definitions.messages().find(Locale.ENGLISH, label))
                    .as(label)
                    .isPresent();
            assertThat(definitions.messages().missing(Locale.CHINESE)).doesNotContain(label);
        }
    }

    @Test
    void withoutTheJarMessagesAreReadAndNothingElse() {
        Definitions alone = DefinitionRegistry.load(List.of());

        assertThat(actions(alone)).containsOnlyKeys("open");
        assertThat(alone.apps()
                        .get("heliograph-messages")
                        .config()
                        .at("subApps.detail.actions")
                        .orElseThrow()
                        .children())
                .doesNotContainKey("commit");
    }
}
