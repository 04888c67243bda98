package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.publish.ItemId;
import org.heliograph.cms.publish.NotPublishedException;
import org.heliograph.cms.publish.Obstacle;
import org.heliograph.cms.publish.Publishing;
import org.heliograph.cms.publish.Schedule;
import org.heliograph.cms.publish.Schedules;
import org.heliograph.cms.web.ProblemException;

/** Publishing and taking back at given times. */
public final class SchedulesResource extends Resource {

    private static final Schema SCHEDULE = Schema.named(
            "Schedule",
            () -> Schema.object()
                    .with("id", Schema.text(36))
                    .with("publishes", Schema.flag().about("Or else takes back.", "否则为撤回。"))
                    .with(
                            "items",
                            Schema.list(
                                    Schema.object()
                                            .with("workspace", Schema.text(100))
                                            .with("id", Schema.text(4000)),
                                    PublishForm.MOST_ITEMS))
                    .with("languages", Schema.list(Schema.text(20), 100).about("None for all.", "为空表示全部。"))
                    .with("at", Schema.text(40).about("With offset.", "含时差。"))
                    .with("zone", Schema.text(60))
                    .with("by", Schema.text(64))
                    .with("status", Schema.oneOf("waiting", "done", "failed", "cancelled"))
                    .may("finished", Schema.text(40))
                    .may(
                            "obstacles",
                            Schema.list(
                                    Schema.object()
                                            .with("id", Schema.text(100))
                                            .with("workspace", Schema.text(100))
                                            .with("path", Schema.text(10_000))
                                            .with("field", Schema.text(1000))
                                            .with("language", Schema.text(20))
                                            .with("message", Schema.text(4000)),
                                    Integer.MAX_VALUE)));

    private final Publishing publishing;
    private final Schedules schedules;

    /** @param schedules keeps them */
    public SchedulesResource(Publishing publishing, Schedules schedules) {
        this.publishing = publishing;
        this.schedules = schedules;
    }

    @Override
    List<Operation> operations() {
        return List.of(
                Operation.get(
                                "/schedules",
                                "What is going to be published or taken back, and what was",
                                "已安排的和已结束的发布与撤回")
                        .takes(
                                Parameter.integer("offset", 0, 1_000_000, 0, "To leave out.", "跳过的数量。"),
                                Parameter.integer("limit", 1, 200, 50, "To give at most.", "最多返回的数量。"))
                        .answers(
                                200,
                                Schema.object()
                                        .with("total", Schema.integer(0, Integer.MAX_VALUE))
                                        .with("schedules", Schema.list(SCHEDULE, 200)))
                        .runs(this::list),
                Operation.post("/schedules", "Publish or take back at a time", "安排在指定时间发布或撤回")
                        .takesJson(
                                Schema.object()
                                        .with("publishes", Schema.flag())
                                        .with("items", Schema.list(PublishForm.ITEM_SENT, PublishForm.MOST_ITEMS))
                                        .with(
                                                "at",
                                                Schema.text(30, "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?")
                                                        .about("Local time in the zone.", "所选时区的本地时间。"))
                                        .with(
                                                "zone",
                                                Schema.filledText(60)
                                                        .about("Such as Asia/Shanghai.", "如 Asia/Shanghai。"))
                                        .may("languages", PublishForm.LANGUAGES)
                                        .may("below", PublishForm.BELOW)
                                        .may("parents", PublishForm.PARENTS)
                                        .may("references", PublishForm.REFERENCES),
                                PublishForm.MOST_BYTES)
                        .answers(201, SCHEDULE)
                        .refuses(403, 409)
                        .runs(this::add),
                Operation.get("/schedules/{id}", "One schedule", "单个安排")
                        .answers(200, SCHEDULE)
                        .runs(call -> Answer.ok(json(
                                schedules
                                        .find(call.caller(), call.variable("id"))
                                        .orElseThrow(SchedulesResource::none),
                                call.language()))),
                Operation.delete("/schedules/{id}", "Cancel what was not done yet", "取消尚未执行的安排")
                        .answers(200, SCHEDULE)
                        .refuses(403, 409)
                        .runs(this::cancel));
    }

    private static ProblemException none() {
        return new ProblemException(404, "not-found");
    }

    private Answer list(Call call) throws RepositoryException {
        List<Schedule> all = schedules.list(call.caller());
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("total", all.size());
        ArrayNode page = json.putArray("schedules");
        all.stream()
                .skip(call.integer("offset"))
                .limit(call.integer("limit"))
                .forEach(each -> page.add(json(each, call.language())));
        return Answer.ok(json);
    }

    private Answer add(Call call) throws RepositoryException {
        boolean publishes = PublishForm.flag(call, "publishes");
        List<ItemId> items = PublishForm.items(call, publishing, publishes ? View.WORKING : View.PUBLISHED);
        ZonedDateTime at = time(call);
        Schedule.Action action = new Schedule.Action(
                publishes,
                PublishForm.languages(call),
                PublishForm.flag(call, "below"),
                PublishForm.flag(call, "parents"),
                PublishForm.references(call));
        try {
            return Answer.created(
                    json(schedules.add(call.caller(), action, items, at.toInstant(), at.getZone()), call.language()));
        } catch (NotPublishedException e) {
            throw PublishForm.refusal(e);
        }
    }

    /** A local time that a change of clocks leaves out is none. */
    private static ZonedDateTime time(Call call) {
        Faults faults = new Faults();
        Optional<LocalDateTime> local = Optional.empty();
        Optional<ZoneId> zone = Optional.empty();
        try {
            local = Optional.of(LocalDateTime.parse(call.body().path("at").asText()));
        } catch (DateTimeException e) {
            faults.add("/at", "schedule-no-time");
        }
        String name = call.body().path("zone").asText();
        if (ZoneId.getAvailableZoneIds().contains(name)) {
            zone = Optional.of(ZoneId.of(name));
        } else {
            faults.add("/zone", "schedule-no-zone");
        }
        if (local.isPresent()
                && zone.isPresent()
                && zone.get().getRules().getValidOffsets(local.get()).isEmpty()) {
            faults.add("/at", "schedule-no-time");
        }
        faults.throwIfAny(422, "fields-wrong");
        return local.orElseThrow().atZone(zone.orElseThrow());
    }

    private Answer cancel(Call call) throws RepositoryException {
        try {
            return Answer.ok(json(
                    schedules.cancel(call.caller(), call.variable("id")).orElseThrow(SchedulesResource::none),
                    call.language()));
        } catch (NotPublishedException e) {
            throw PublishForm.refusal(e);
        }
    }

    static ObjectNode json(Schedule schedule, Locale language) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", schedule.id())
                .put("publishes", schedule.action().publishes());
        ArrayNode items = json.putArray("items");
        schedule.items()
                .forEach(item ->
                        items.addObject().put("workspace", item.workspace()).put("id", item.id()));
        ArrayNode languages = json.putArray("languages");
        schedule.action().languages().forEach(each -> languages.add(each.toLanguageTag()));
        json.put(
                "at",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(schedule.at().atZone(schedule.zone())));
        json.put("zone", schedule.zone().getId());
        json.put("by", schedule.by());
        json.put("status", schedule.status().name().toLowerCase(Locale.ROOT));
        schedule.finished().ifPresent(time -> json.put("finished", time.toString()));
        if (!schedule.obstacles().isEmpty()) {
            ArrayNode obstacles = json.putArray("obstacles");
            for (Obstacle each : schedule.obstacles()) {
                obstacles
                        .addObject()
                        .put("id", each.id())
                        .put("workspace", each.workspace())
                        .put("path", each.path())
                        .put("field", each.field())
                        .put("language", each.language())
                        .put("message", ProblemException.text(each.id(), each.arguments(), language));
            }
        }
        return json;
    }
}
