package org.heliograph.cms.admin;

import java.util.List;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.publish.NotPublishedException;
import org.heliograph.cms.publish.PublishRequest;
import org.heliograph.cms.publish.Publishing;
import org.heliograph.cms.publish.UnpublishRequest;

/** Publishing items and taking them back, several together: all or nothing. */
public final class PublishResource extends Resource {

    private static final Schema TRY = Schema.flag().about("Only tells what would be done or refused.", "仅检查，不执行。");

    private final Publishing publishing;

    /** @param publishing does it */
    public PublishResource(Publishing publishing) {
        this.publishing = publishing;
    }

    @Override
    List<Operation> operations() {
        Schema items = Schema.list(PublishForm.ITEM_SENT, PublishForm.MOST_ITEMS);
        return List.of(
                Operation.post("/publish", "Publish items together, in some languages or all", "按所选语言一并发布条目")
                        .takesJson(
                                Schema.object()
                                        .with("items", items)
                                        .may("languages", PublishForm.LANGUAGES)
                                        .may("below", PublishForm.BELOW)
                                        .may("parents", PublishForm.PARENTS)
                                        .may("references", PublishForm.REFERENCES)
                                        .may("comment", Schema.text(500).about("Kept with the versions.", "随版本保存。"))
                                        .may("dryRun", TRY),
                                PublishForm.MOST_BYTES)
                        .answers(200, PublishForm.PLAN)
                        .refuses(403, 409)
                        .runs(this::publish),
                Operation.post("/unpublish", "Take published items back, or some of their languages", "撤回已发布的条目或其部分语言")
                        .takesJson(
                                Schema.object()
                                        .with("items", items)
                                        .may("languages", PublishForm.LANGUAGES)
                                        .may("below", PublishForm.BELOW)
                                        .may("dryRun", TRY),
                                PublishForm.MOST_BYTES)
                        .answers(200, PublishForm.PLAN)
                        .refuses(403, 409)
                        .runs(this::unpublish));
    }

    private Answer publish(Call call) throws RepositoryException {
        PublishRequest request = new PublishRequest(
                PublishForm.items(call, publishing, View.WORKING),
                PublishForm.languages(call),
                PublishForm.flag(call, "below"),
                PublishForm.flag(call, "parents"),
                PublishForm.references(call),
                call.body().path("comment").asText());
        var publish = publishing.publish(call.caller(), request);
        try {
            return Answer.ok(PublishForm.json(
                    PublishForm.flag(call, "dryRun") ? publish.check().orRefused() : publish.execute()));
        } catch (NotPublishedException e) {
            throw PublishForm.refusal(e);
        }
    }

    private Answer unpublish(Call call) throws RepositoryException {
        UnpublishRequest request = new UnpublishRequest(
                PublishForm.items(call, publishing, View.PUBLISHED),
                PublishForm.languages(call),
                PublishForm.flag(call, "below"));
        var unpublish = publishing.unpublish(call.caller(), request);
        try {
            return Answer.ok(PublishForm.json(
                    PublishForm.flag(call, "dryRun") ? unpublish.check().orRefused() : unpublish.execute()));
        } catch (NotPublishedException e) {
            throw PublishForm.refusal(e);
        }
    }
}
