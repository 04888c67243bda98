package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.publish.ItemId;
import org.heliograph.cms.publish.NotPublishedException;
import org.heliograph.cms.publish.Obstacle;
import org.heliograph.cms.publish.Plan;
import org.heliograph.cms.publish.PublishRequest;
import org.heliograph.cms.publish.Publishing;
import org.heliograph.cms.repository.JcrNames;
import org.heliograph.cms.web.ProblemException;

/** What is sent and answered where something is published, taken back or scheduled. */
final class PublishForm {

    /** Items that one request names. */
    static final int MOST_ITEMS = 1000;

    /** Bytes of a request that names so many. */
    static final int MOST_BYTES = 512 * 1024;

    private static final int MOST_OBSTACLES = 100;

    static final Schema ITEM_SENT = Schema.object()
            .with("workspace", Schema.filledText(100))
            .may("id", Schema.text(36, "[0-9a-fA-F-]{36}").about("Identifier; or else path.", "标识符；或使用 path。"))
            .may("path", Schema.filledText(4000).about("Absolute path; or else id.", "绝对路径；或使用 id。"));

    static final Schema LANGUAGES = Schema.list(Schema.text(20), 100)
            .about("Languages such as zh; all of the site where left out.", "语言，如 zh；省略则为站点全部语言。");

    static final Schema BELOW = Schema.flag().about("With the items below.", "包含下级条目。");

    static final Schema PARENTS = Schema.flag()
            .about(
                    "With items above that are not published yet, rather than refused for them.",
                    "连同尚未发布的上级条目一起发布，而不是因此被拒绝。");

    static final Schema REFERENCES = Schema.oneOf("include", "refuse", "leave")
            .about(
                    "What becomes of items referred to that are not published yet; refuse where left out.",
                    "对所引用而尚未发布的条目的处理方式；默认为 refuse。");

    static final Schema PLAN = Schema.named(
            "Published",
            () -> Schema.object()
                    .with(
                            "items",
                            Schema.list(
                                    Schema.object()
                                            .with("workspace", Schema.text(100))
                                            .with("id", Schema.text(36))
                                            .with("path", Schema.text(10_000)),
                                    100_000)));

    private PublishForm() {}

    /** The items that a body names. */
    static List<ItemId> items(Call call, Publishing publishing, View view) throws RepositoryException {
        Faults faults = new Faults();
        List<ItemId> items = new ArrayList<>();
        JsonNode named = call.body().path("items");
        for (int i = 0; i < named.size(); i++) {
            String workspace = named.get(i).path("workspace").asText();
            String path = named.get(i).path("path").asText();
            boolean known = named.get(i).has("id") != named.get(i).has("path");
            if (!known || !path.isEmpty() && JcrNames.pathFault(path).isPresent()) {
                faults.add("/items/" + i, "publish-item-unnamed");
            } else if (path.isEmpty()) {
                items.add(new ItemId(workspace, named.get(i).path("id").asText()));
            } else {
                items.add(at(call, publishing, view, workspace, path));
            }
        }
        faults.throwIfAny(422, "fields-wrong");
        return items;
    }

    /** What is not there, or may not be read, is an item that nobody has. */
    private static ItemId at(Call call, Publishing publishing, View view, String workspace, String path)
            throws RepositoryException {
        Optional<ItemId> item =
                call.rights().mayRead(workspace, path) ? publishing.at(view, workspace, path) : Optional.empty();
        return item.orElse(new ItemId(workspace, path));
    }

    static Set<Locale> languages(Call call) {
        Set<Locale> languages = new LinkedHashSet<>();
        call.body()
                .path("languages")
                .forEach(text ->
                        languages.add(Locale.forLanguageTag(text.asText().replace('_', '-'))));
        return languages;
    }

    static boolean flag(Call call, String name) {
        return call.body().path(name).asBoolean();
    }

    static PublishRequest.References references(Call call) {
        return PublishRequest.References.valueOf(
                call.body().path("references").asText("refuse").toUpperCase(Locale.ROOT));
    }

    static ObjectNode json(Plan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode items = json.putArray("items");
        plan.items()
                .forEach(item -> items.addObject()
                        .put("workspace", item.id().workspace())
                        .put("id", item.id().id())
                        .put("path", item.path()));
        return json;
    }

    /** What stands against it, with a text for each in the caller's language. */
    static ProblemException refusal(NotPublishedException refused) {
        List<Obstacle> obstacles =
                refused.obstacles().stream().limit(MOST_OBSTACLES).toList();
        List<ProblemException.Field> fields = obstacles.stream()
                .map(each -> new ProblemException.Field(
                        each.workspace() + ":" + each.path() + (each.field().isEmpty() ? "" : "#" + each.field()),
                        each.id(),
                        List.copyOf(each.arguments())))
                .toList();
        List<Map<String, String>> told = obstacles.stream()
                .map(each -> Map.of(
                        "id", each.id(),
                        "workspace", each.workspace(),
                        "path", each.path(),
                        "field", each.field(),
                        "language", each.language()))
                .toList();
        boolean onlyRights = obstacles.stream().allMatch(each -> each.id().endsWith("-not-allowed"));
        return onlyRights
                ? new ProblemException(403, "not-allowed").withFields(fields).with("obstacles", told)
                : new ProblemException(409, "publish-refused")
                        .withFields(fields)
                        .with("obstacles", told);
    }
}
