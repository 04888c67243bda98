package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.Autosaves;
import org.heliograph.cms.content.Autosaves.Autosave;
import org.heliograph.cms.content.ItemState;
import org.heliograph.cms.content.Items;
import org.heliograph.cms.content.Languages;
import org.heliograph.cms.content.Lookup;
import org.heliograph.cms.content.View;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.web.ProblemException;

/** What the caller typed into forms and has not saved yet. */
public final class AutosavesResource extends Resource {

    private static final int MOST_BYTES = 1024 * 1024;

    private static final Schema AUTOSAVE = Schema.named(
            "Autosave",
            () -> Schema.object()
                    .with("time", Schema.text(40))
                    .with("revision", Schema.text(32))
                    .with("values", Schema.map(Schema.any(), 1_000)));

    private final Items items;
    private final Autosaves autosaves;
    private final Lookup lookup;

    /** @param lookup finds the items that forms belong to */
    public AutosavesResource(Items items, Autosaves autosaves, Lookup lookup) {
        this.items = items;
        this.autosaves = autosaves;
        this.lookup = lookup;
    }

    @Override
    List<Operation> operations() {
        return List.of(
                Operation.get("/autosaves", "Items with unsaved forms of yours", "您有未保存表单的条目")
                        .answers(
                                200,
                                Schema.object()
                                        .with(
                                                "autosaves",
                                                Schema.list(
                                                        Schema.object()
                                                                .with("time", Schema.text(40))
                                                                .with("item", ItemJson.NAMED_ITEM),
                                                        Autosaves.MOST)))
                        .runs(this::list),
                Operation.get("/autosaves/{workspace}/{path*}", "Your unsaved form of an item", "您对某条目未保存的表单")
                        .needs(Need.onItem(Permission.CHANGE))
                        .answers(200, AUTOSAVE)
                        .runs(call -> {
                            ItemState item = items.read(call.variable("workspace"), call.path());
                            return Answer.ok(autosaves
                                    .find(
                                            call.caller().name(),
                                            item.workspace(),
                                            item.item().id())
                                    .map(AutosavesResource::json)
                                    .orElseThrow(() -> new ProblemException(404, "autosave-missing")));
                        }),
                Operation.put("/autosaves/{workspace}/{path*}", "Keeps an unsaved form", "保留未保存的表单")
                        .needs(Need.onItem(Permission.CHANGE))
                        .takesJson(
                                Schema.object()
                                        .with("revision", ItemsResource.REVISION)
                                        .with("values", ItemsResource.VALUES),
                                MOST_BYTES)
                        .runs(call -> {
                            ItemState item = items.read(call.variable("workspace"), call.path());
                            autosaves.put(
                                    call.caller().name(),
                                    item.workspace(),
                                    item.item().id(),
                                    call.body().path("revision").asText(),
                                    call.body().path("values"));
                            return Answer.done();
                        }),
                Operation.delete("/autosaves/{workspace}/{path*}", "Forgets an unsaved form", "丢弃未保存的表单")
                        .needs(Need.onItem(Permission.CHANGE))
                        .runs(call -> {
                            ItemState item = items.read(call.variable("workspace"), call.path());
                            autosaves.remove(
                                    call.caller().name(),
                                    item.workspace(),
                                    item.item().id());
                            return Answer.done();
                        }));
    }

    private static ObjectNode json(Autosave form) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("time", form.time().toString())
                .put("revision", form.revision());
        json.set("values", form.values());
        return json;
    }

    /** Forms of items that are gone, or may not be read any more, are not offered. */
    private Answer list(Call call) throws RepositoryException {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode all = answer.putArray("autosaves");
        Languages languages = items.languages();
        for (Autosave form : autosaves.of(call.caller().name())) {
            lookup.byId(View.WORKING, form.item()).stream()
                    .filter(found -> found.workspace().equals(form.workspace()))
                    .filter(found -> new CallEditor(call)
                            .mayRead(found.workspace(), found.node().path()))
                    .forEach(found -> all.addObject()
                            .put("time", form.time().toString())
                            .set("item", ItemJson.named(found, languages, call.language())));
        }
        return Answer.ok(answer);
    }
}
