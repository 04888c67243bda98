package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.heliograph.cms.security.AuditCheck;
import org.heliograph.cms.security.AuditLog;
import org.heliograph.cms.security.AuditTrail;
import org.heliograph.cms.web.ProblemException;

/** The audit log, for those who see all accounts. */
public final class AuditResource extends Resource {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_LIMIT = 500;

    private static final Schema RECORD = Schema.named(
            "AuditRecord",
            () -> Schema.object()
                    .with("number", Schema.integer(1, Long.MAX_VALUE))
                    .with("time", Schema.text(40))
                    .with("actor", Schema.text(255))
                    .with("via", Schema.text(20))
                    .with("action", Schema.text(100))
                    .with("target", Schema.text(4000))
                    .with("outcome", Schema.text(200).about("done, or refused: and why.", "done 表示完成；refused: 后为拒绝原因。"))
                    .may("address", Schema.text(100))
                    .may("request", Schema.text(100)));

    private static final Schema CHECK = Schema.object()
            .with(
                    "records",
                    Schema.integer(0, Long.MAX_VALUE)
                            .about("As they were written, one after the other.", "连续且未被改动的记录数。"))
            .with("whole", Schema.flag())
            .may("fault", Schema.text(2000).about("The first place that is not as it was written.", "第一个与写入时不一致的位置。"))
            .with("notes", Schema.list(Schema.text(2000), 1000));

    private final AuditTrail trail;

    /** @param audit what is shown */
    public AuditResource(AuditLog audit) {
        this.trail = audit.trail();
    }

    @Override
    List<Operation> operations() {
        Need see = Administering.toSee("users");
        return List.of(
                Operation.get("/audit", "Audit log, the latest first", "审计日志（最新在前）")
                        .needs(see)
                        .takes(
                                Parameter.text("actor", 255, "Name of a user.", "用户名。"),
                                Parameter.text("action", 100, "Such as save or sign-in.", "例如 save 或 sign-in。"),
                                Parameter.text("target", 500, "Part of what it was done to.", "操作对象的一部分。"),
                                Parameter.of("outcome", Schema.oneOf("done", "refused"), "What became of it.", "结果。"),
                                Parameter.text(
                                        "from", 40, "First moment, ISO 8601 with offset.", "起始时间（ISO 8601，含时区）。"),
                                Parameter.text("until", 40, "First moment no more, likewise.", "结束时间（不含）。"),
                                Parameter.integer(
                                        "before",
                                        1,
                                        Long.MAX_VALUE,
                                        Long.MAX_VALUE,
                                        "Number before which to begin: next of the page before.",
                                        "从该编号之前开始：上一页的 next。"),
                                Parameter.integer("limit", 1, MOST_LIMIT, 100, "To give at most.", "最多返回的数量。"))
                        .answers(
                                200,
                                Schema.object()
                                        .with("records", Schema.list(RECORD, MOST_LIMIT))
                                        .may(
                                                "next",
                                                Schema.integer(1, Long.MAX_VALUE)
                                                        .about(
                                                                "For before; absent on the last page.",
                                                                "用于 before；最后一页没有。")))
                        .runs(this::list),
                Operation.get("/audit/verification", "Whether the audit log is as it was written", "校验审计日志是否完整")
                        .needs(see)
                        .answers(200, CHECK)
                        .runs(call -> verify()));
    }

    private Answer list(Call call) throws IOException {
        AuditTrail.Wanted wanted = new AuditTrail.Wanted(
                call.text("actor"),
                call.text("action"),
                call.text("target"),
                call.text("outcome"),
                moment(call, "from"),
                moment(call, "until"));
        AuditTrail.Page page = trail.latest(wanted, call.number("before"), call.integer("limit"));
        ObjectNode json = JSON.objectNode();
        ArrayNode records = json.putArray("records");
        page.records().forEach(record -> records.add(json(record)));
        page.next().ifPresent(next -> json.put("next", next));
        return Answer.ok(json);
    }

    private static Optional<Instant> moment(Call call, String parameter) {
        try {
            return call.text(parameter).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new ProblemException(400, "parameters-wrong")
                    .withFields(List.of(ProblemException.Field.of(parameter, "field-no-moment")));
        }
    }

    private static ObjectNode json(AuditTrail.Told record) {
        ObjectNode json = JSON.objectNode().put("number", record.number());
        json.put("time", record.time().toString());
        json.put("actor", record.actor()).put("via", record.via());
        json.put("action", record.action()).put("target", record.target());
        json.put("outcome", record.outcome());
        record.address().ifPresent(address -> json.put("address", address));
        record.request().ifPresent(request -> json.put("request", request));
        return json;
    }

    /** One after the other: following the chain reads the whole log. */
    private synchronized Answer verify() throws IOException {
        AuditCheck check = trail.check();
        ObjectNode json = JSON.objectNode().put("records", check.records());
        json.put("whole", check.fault().isEmpty());
        check.fault().ifPresent(fault -> json.put("fault", trail.withoutPlace(fault)));
        check.notes().stream().map(trail::withoutPlace).forEach(json.putArray("notes")::add);
        return Answer.ok(json);
    }
}
