package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.jcr.RepositoryException;
import org.heliograph.address.Addresses;
import org.heliograph.cms.content.ItemState;
import org.heliograph.cms.content.Items;
import org.heliograph.cms.published.PublishedIndex;
import org.heliograph.cms.security.AuditLog;
import org.heliograph.cms.security.Permission;
import org.heliograph.cms.security.PreviewLinks;
import org.heliograph.cms.security.PreviewLinks.Preview;
import org.heliograph.cms.web.ProblemException;
import org.heliograph.host.PublishedItem;

/** Links that show a draft, in one language and for some time, to whoever has them. */
public final class PreviewsResource extends Resource {

    private static final int MINUTES = 30;
    private static final String PAGES = "website";

    private final Items items;
    private final PublishedIndex published;
    private final PreviewLinks previews;
    private final AuditLog audit;
    private final Supplier<String> address;

    /**
     * @param items that drafts are of
     * @param published tells what pages the items have
     * @param previews makes the links
     * @param audit records that they were made
     * @param address what links begin with, without slash at the end, known when the first request comes
     */
    public PreviewsResource(
            Items items, PublishedIndex published, PreviewLinks previews, AuditLog audit, Supplier<String> address) {
        this.items = items;
        this.published = published;
        this.previews = previews;
        this.audit = audit;
        this.address = address;
    }

    @Override
    List<Operation> operations() {
        Schema minutes = Schema.integer(1, (int) PreviewLinks.LONGEST.toMinutes())
                .about("How long it holds; 30 where left out.", "有效时长（分钟），默认为 30。");
        return List.of(Operation.post(
                        "/previews/{workspace}/{path*}",
                        "Makes a link that shows the draft of an item for some time to whoever has it",
                        "生成限时预览链接，凭链接可查看条目草稿")
                .needs(Need.onItem(Permission.CHANGE))
                .takesJson(Schema.object()
                        .with("language", Schema.text(20).about("Such as zh.", "例如 zh。"))
                        .may("minutes", minutes))
                .answers(201, Schema.object().with("url", Schema.text(2000)).with("ends", Schema.text(40)))
                .refuses(409)
                .runs(this::make));
    }

    private Answer make(Call call) throws RepositoryException {
        ItemState item = items.read(call.variable("workspace"), call.path());
        String sent = call.body().path("language").asText();
        Optional<Locale> language = published.languages().stream()
                .filter(each -> each.toString().equals(sent))
                .findFirst();
        if (language.isEmpty() || !hasPage(item, language.get())) {
            throw new ProblemException(409, "preview-no-page", sent);
        }
        Duration time = Duration.ofMinutes(call.body().path("minutes").asInt(MINUTES));
        Preview preview = previews.begin(item.workspace(), item.item().id(), language.get(), time);
        audit.changed(
                "make preview link",
                item.workspace() + ":" + item.path() + " " + preview.language() + " until " + preview.ends());
        return Answer.created(JsonNodeFactory.instance
                .objectNode()
                .put("url", address.get() + "/.preview/" + previews.token(preview))
                .put("ends", preview.ends().toString()));
    }

    private boolean hasPage(ItemState item, Locale language) throws RepositoryException {
        Optional<PublishedItem> draft =
                published.draft(item.workspace(), item.item().id());
        boolean mayHave = item.workspace().equals(PAGES) || Addresses.WORKSPACES.contains(item.workspace());
        return mayHave
                && draft.flatMap(each -> each.workspace().equals(PAGES)
                                ? Addresses.ofPage(each, language)
                                : Addresses.of(each, language))
                        .isPresent();
    }
}
