package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.ItemChange;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.content.ItemState;
import org.heliograph.cms.content.Items;
import org.heliograph.cms.content.Lookup;
import org.heliograph.cms.content.TextChanges;
import org.heliograph.cms.content.Versions;
import org.heliograph.cms.content.Versions.Version;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.web.ProblemException;

/** Earlier states of items: listed, compared, brought back. */
public final class VersionsResource extends Resource {

    private static final int MOST_NUMBER = 1_000_000_000;

    private static final Schema VERSION = Schema.named(
            "Version",
            () -> Schema.object()
                    .with("number", Schema.integer(1, MOST_NUMBER))
                    .with("time", Schema.text(40))
                    .with("author", Schema.text(255))
                    .with("comment", Schema.text(Versions.MAX_COMMENT))
                    .with(
                            "languages",
                            Schema.list(Schema.text(20), 100)
                                    .about(
                                            "Published with it; none for a version made on demand.",
                                            "随之发布的语言；手动创建的版本为空。"))
                    .with("path", Schema.text(10_000))
                    .with("revision", Schema.text(32)));

    private static final Schema CHANGE = Schema.named(
            "Change",
            () -> Schema.object()
                    .with(
                            "path",
                            Schema.text(10_000)
                                    .about(
                                            "Names from the item down, rows by @name; * is which rows there are.",
                                            "自条目向下的名称，行以 @name 表示；* 表示有哪些行。"))
                    .with("field", Schema.text(255))
                    .may("language", Schema.text(20))
                    .with("before", Schema.any().orNull())
                    .with("after", Schema.any().orNull())
                    .with(
                            "pieces",
                            Schema.list(
                                    Schema.object()
                                            .with("kind", Schema.oneOf("same", "removed", "added"))
                                            .with("text", Schema.text(Integer.MAX_VALUE)),
                                    Integer.MAX_VALUE)));

    private final Items items;
    private final Versions versions;
    private final ItemJson json;

    /** @param lookup finds the titles of items that are referred to */
    public VersionsResource(Items items, Versions versions, Lookup lookup) {
        this.items = items;
        this.versions = versions;
        this.json = new ItemJson(lookup);
    }

    @Override
    List<Operation> operations() {
        return List.of(list(), add(), compare(), restore());
    }

    private Operation list() {
        return Operation.get(
                        "/versions/{workspace}/{path*}", "The versions of an item, the latest first", "条目的版本（最新在前）")
                .needs(Need.onItem(Permission.READ))
                .answers(200, Schema.object().with("versions", Schema.list(VERSION, 10_000)))
                .runs(call -> {
                    ItemState item = items.read(call.variable("workspace"), call.path());
                    ObjectNode answer = JsonNodeFactory.instance.objectNode();
                    ArrayNode all = answer.putArray("versions");
                    versions.list(item.workspace(), item.item().id()).forEach(version -> all.add(json(version)));
                    return Answer.ok(answer);
                });
    }

    private static ObjectNode json(Version version) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("number", version.number())
                .put("time", version.time().toString())
                .put("author", version.author())
                .put("comment", version.comment());
        version.languages().forEach(json.putArray("languages")::add);
        return json.put("path", version.path()).put("revision", version.revision());
    }

    private Operation add() {
        return Operation.post("/versions/{workspace}/{path*}", "Keeps a version of an item", "保留条目的一个版本")
                .needs(Need.onItem(Permission.CHANGE))
                .takesJson(Schema.object().may("comment", Schema.text(Versions.MAX_COMMENT)))
                .answers(201, VERSION)
                .runs(this::add);
    }

    private Answer add(Call call) throws RepositoryException {
        ItemState item = items.read(call.variable("workspace"), call.path());
        String id = item.item().id();
        int number = versions.add(
                        List.of(new Versions.Kept(item.workspace(), item.path(), item.item(), Set.of())),
                        call.caller().name(),
                        call.body().path("comment").asText())
                .get(id);
        return versions.list(item.workspace(), id).stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .map(version -> Answer.created(json(version)))
                .orElseThrow(() -> new ProblemException(404, "version-missing", number));
    }

    private Operation compare() {
        return Operation.get(
                        "/changes/{workspace}/{path*}", "What differs between two states of an item", "条目两个状态之间的差异")
                .needs(Need.onItem(Permission.READ))
                .takes(
                        Parameter.integer("from", 1, MOST_NUMBER, 1, "Number of a version.", "版本号。"),
                        Parameter.integer(
                                "to",
                                0,
                                MOST_NUMBER,
                                0,
                                "Number of a version; 0 for what is stored now.",
                                "版本号；0 表示当前内容。"))
                .answers(200, Schema.object().with("changes", Schema.list(CHANGE, Integer.MAX_VALUE)))
                .refuses(404)
                .runs(this::compare);
    }

    private Answer compare(Call call) throws RepositoryException {
        ItemState now = items.read(call.variable("workspace"), call.path());
        ItemNode from = version(now, call.integer("from"));
        ItemNode to = call.integer("to") == 0 ? now.item() : version(now, call.integer("to"));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode all = answer.putArray("changes");
        ItemChange.between(from, to, now.names()).forEach(change -> all.add(json(change)));
        return Answer.ok(answer);
    }

    private ItemNode version(ItemState item, int number) throws RepositoryException {
        return versions.item(item.workspace(), item.item().id(), number)
                .orElseThrow(() -> new ProblemException(404, "version-missing", number));
    }

    private static ObjectNode json(ItemChange change) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("path", change.path()).put("field", change.field());
        change.language().ifPresent(language -> json.put("language", language.toLanguageTag()));
        json.set("before", change.beforeJson());
        json.set("after", change.afterJson());
        ArrayNode pieces = json.putArray("pieces");
        for (TextChanges.Piece piece : change.pieces()) {
            pieces.addObject()
                    .put("kind", piece.kind().name().toLowerCase(Locale.ROOT))
                    .put("text", piece.text());
        }
        return json;
    }

    private Operation restore() {
        return Operation.post(
                        "/restorations/{workspace}/{path*}",
                        "Brings an item, a field or a language back from a version",
                        "从版本中恢复条目、字段或语言")
                .needs(Need.onItem(Permission.CHANGE))
                .takesJson(Schema.object()
                        .with("version", Schema.integer(1, MOST_NUMBER))
                        .with("revision", ItemsResource.REVISION)
                        .may("field", Schema.filledText(255).about("All fields if left out.", "省略时恢复所有字段。"))
                        .may(
                                "language",
                                ItemsResource.LANGUAGE.about(
                                        "All languages and what they share if left out.", "省略时恢复所有语言及其共享的值。")))
                .answers(200, ItemJson.ITEM)
                .refuses(404, 409, 422)
                .runs(this::restore);
    }

    private Answer restore(Call call) throws RepositoryException {
        JsonNode body = call.body();
        String workspace = call.variable("workspace");
        ItemState before = items.read(workspace, call.path());
        Optional<Locale> language =
                body.has("language") ? Optional.of(ItemsResource.language(before, body, "language")) : Optional.empty();
        ItemState restored = items.restore(
                workspace,
                call.path(),
                body.path("version").asInt(),
                Optional.ofNullable(body.path("field").textValue()),
                language,
                body.path("revision").asText(),
                new CallEditor(call));
        return Answer.ok(json.of(restored, call));
    }
}
