package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.Items;
import org.heliograph.cms.content.Lookup;
import org.heliograph.cms.content.RefusedException;
import org.heliograph.cms.content.Trash;
import org.heliograph.cms.content.Trash.Entry;
import org.heliograph.cms.publish.ItemId;
import org.heliograph.cms.publish.NotPublishedException;
import org.heliograph.cms.publish.Publishing;
import org.heliograph.cms.publish.UnpublishRequest;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.web.ProblemException;

/** Deleting, and what was deleted. */
public final class TrashResource extends Resource {

    private static final Schema ENTRY = Schema.named(
            "TrashEntry",
            () -> Schema.object()
                    .with("id", Schema.text(36))
                    .with("workspace", Schema.text(255))
                    .with("path", Schema.text(10_000))
                    .with("item", Schema.text(36).about("Identifier of the item.", "条目的标识符。"))
                    .with("title", Schema.text(20_000))
                    .with("nodeType", Schema.text(255))
                    .with("deleted", Schema.text(40))
                    .with("deletedBy", Schema.text(255))
                    .with("items", Schema.integer(1, Integer.MAX_VALUE).about("With those below it.", "包含其下的条目。")));

    private final Trash trash;
    private final Items items;
    private final Publishing publishing;
    private final ItemJson json;

    /**
     * @param publishing takes back what is published, if the caller wishes
     * @param lookup finds the titles of items that are referred to
     */
    public TrashResource(Trash trash, Items items, Publishing publishing, Lookup lookup) {
        this.trash = trash;
        this.items = items;
        this.publishing = publishing;
        this.json = new ItemJson(lookup);
    }

    @Override
    List<Operation> operations() {
        return List.of(
                Operation.delete(
                                "/items/{workspace}/{path*}",
                                "Moves an item with all below it to the trash",
                                "将条目及其下的全部内容移入回收站")
                        .needs(Need.onItem(Permission.REMOVE))
                        .takes(
                                Parameter.flag(
                                        "force",
                                        "Although others use it; needs the right to publish.",
                                        "即使仍被使用也删除；需要发布权限。"),
                                Parameter.flag("unpublish", "Unpublish it first, if it is published.", "如已发布，先取消发布。"))
                        .answers(200, ENTRY)
                        .refuses(409, 422)
                        .runs(this::delete),
                Operation.get("/trash", "What was deleted, the latest first", "已删除的内容（最新在前）")
                        .answers(200, Schema.object().with("entries", Schema.list(ENTRY, Integer.MAX_VALUE)))
                        .runs(this::list),
                Operation.post("/trash/{id}", "Brings back what was deleted", "恢复已删除的内容")
                        .takesJson(Schema.object()
                                .may(
                                        "parent",
                                        ItemsResource.PATH.about(
                                                "Where it goes instead of its old place.", "恢复到原位置以外的上级路径。")))
                        .answers(200, ItemJson.ITEM)
                        .refuses(403, 404, 409, 422)
                        .runs(call -> Answer.ok(json.of(
                                trash.restore(
                                        call.variable("id"),
                                        Optional.ofNullable(
                                                call.body().path("parent").textValue()),
                                        new CallEditor(call)),
                                call))),
                Operation.delete("/trash/{id}", "Deletes for ever", "永久删除")
                        .refuses(403, 404)
                        .runs(call -> {
                            trash.purge(call.variable("id"), new CallEditor(call));
                            return Answer.done();
                        }));
    }

    private Answer delete(Call call) throws RepositoryException {
        String workspace = call.variable("workspace");
        try {
            return Answer.ok(json(trash.delete(workspace, call.path(), call.flag("force"), new CallEditor(call))));
        } catch (RefusedException e) {
            if (e.id().equals("item-published") && call.flag("unpublish")) {
                unpublish(call, workspace, (List<?>) e.details().get("published"));
                return Answer.ok(json(trash.delete(workspace, call.path(), call.flag("force"), new CallEditor(call))));
            }
            throw used(e, call);
        }
    }

    private void unpublish(Call call, String workspace, List<?> published) throws RepositoryException {
        List<ItemId> ids = new ArrayList<>();
        published.forEach(id -> ids.add(new ItemId(workspace, id.toString())));
        try {
            publishing
                    .unpublish(call.caller(), new UnpublishRequest(ids, Set.of(), true))
                    .execute();
        } catch (NotPublishedException e) {
            throw new ProblemException(403, "not-allowed");
        }
    }

    /** Says by title who uses what was to be deleted. */
    private RuntimeException used(RefusedException refused, Call call) {
        if (!refused.id().equals("item-used")) {
            return refused;
        }
        ProblemException problem =
                new ProblemException(409, refused.id(), refused.arguments().toArray());
        List<Lookup.Found> users = new ArrayList<>();
        ((List<?>) refused.details().get("users")).forEach(user -> users.add((Lookup.Found) user));
        ObjectNode seen = ItemsResource.users(users, items.languages(), call);
        return problem.with("users", seen.path("users"))
                .with("hidden", refused.details().get("hidden"));
    }

    private static ObjectNode json(Entry entry) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", entry.id())
                .put("workspace", entry.workspace())
                .put("path", entry.path())
                .put("item", entry.item())
                .put("title", entry.title())
                .put("nodeType", entry.type())
                .put("deleted", entry.deleted().toString())
                .put("deletedBy", entry.deletedBy())
                .put("items", entry.items());
    }

    private Answer list(Call call) throws RepositoryException {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode all = answer.putArray("entries");
        trash.list(new CallEditor(call)).forEach(entry -> all.add(json(entry)));
        return Answer.ok(answer);
    }
}
