package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.jcr.RepositoryException;
import org.heliograph.cms.publish.ItemStates;
import org.heliograph.cms.publish.LanguageState;
import org.heliograph.cms.publish.States;
import org.heliograph.cms.security.Permission;

/** How items stand in each language: a grid of items and languages. */
public final class StatesResource extends Resource {

    private static final String[] CONDITIONS = Arrays.stream(States.Condition.values())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .toArray(String[]::new);

    /** What {@link #json} writes. */
    static final Schema STATES = Schema.named(
            "States",
            () -> Schema.map(
                    Schema.object()
                            .with("state", Schema.oneOf("missing", "draft", "published", "changed"))
                            .with(
                                    "stale",
                                    Schema.flag()
                                            .about(
                                                    "The values in the default language changed since.",
                                                    "默认语言的内容此后有改动。"))
                            .with(
                                    "scheduled",
                                    Schema.list(
                                            Schema.object()
                                                    .with("id", Schema.text(36))
                                                    .with("publishes", Schema.flag())
                                                    .with("at", Schema.text(40)),
                                            10_000)),
                    100));

    private final States states;

    /** @param states tells them */
    public StatesResource(States states) {
        this.states = states;
    }

    @Override
    List<Operation> operations() {
        return List.of(Operation.get(
                        "/states/{workspace}/{path*}",
                        "Items below a path with their state in each language",
                        "某路径下的条目及其各语言状态")
                .needs(Need.onItem(Permission.READ))
                .takes(
                        Parameter.of(
                                "language",
                                Schema.text(20),
                                "In which the states count; any where left out.",
                                "所看的语言；省略则为任一语言。"),
                        new Parameter(
                                "state",
                                Schema.oneOf(CONDITIONS),
                                Optional.empty(),
                                true,
                                new Text("One of which has to hold.", "须满足其中之一的状态。")),
                        Parameter.integer("offset", 0, 1_000_000, 0, "To leave out.", "跳过的数量。"),
                        Parameter.integer("limit", 1, 200, 50, "To give at most.", "最多返回的数量。"))
                .answers(
                        200,
                        Schema.object()
                                .with("total", Schema.integer(0, Integer.MAX_VALUE))
                                .with(
                                        "items",
                                        Schema.list(
                                                Schema.object()
                                                        .with("id", Schema.text(36))
                                                        .with("path", Schema.text(10_000))
                                                        .with("languages", STATES),
                                                200)))
                .refuses(503)
                .runs(this::list));
    }

    private Answer list(Call call) throws RepositoryException {
        Set<States.Condition> conditions = call.texts("state").stream()
                .map(text -> States.Condition.valueOf(text.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
        String root = call.path().equals("/") ? "" : call.path();
        Optional<Locale> language = call.text("language").map(text -> Locale.forLanguageTag(text.replace('_', '-')));
        States.Page page = states.list(
                call.rights(),
                new States.Query(call.variable("workspace"), root, language, conditions),
                call.integer("offset"),
                call.integer("limit"));
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("total", page.total());
        ArrayNode items = json.putArray("items");
        for (ItemStates item : page.items()) {
            ObjectNode row = items.addObject().put("id", item.id().id()).put("path", item.path());
            row.set("languages", json(item));
        }
        return Answer.ok(json);
    }

    /** The states of an item by language. */
    static ObjectNode json(ItemStates item) {
        ObjectNode languages = JsonNodeFactory.instance.objectNode();
        item.languages().forEach((locale, state) -> languages.set(locale.toLanguageTag(), json(state)));
        return languages;
    }

    private static ObjectNode json(LanguageState state) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("state", state.standing().name().toLowerCase(Locale.ROOT))
                .put("stale", state.stale());
        ArrayNode scheduled = json.putArray("scheduled");
        state.scheduled()
                .forEach(each -> scheduled
                        .addObject()
                        .put("id", each.id())
                        .put("publishes", each.action().publishes())
                        .put("at", each.at().toString()));
        return json;
    }
}
