package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Content and texts over the API: what goes out comes in again, on this host and on another one. */
class TransferTest {

    /** Those of the sample content: products, policies, pages, pictures and what they refer to. */
    private static final int ITEMS = 133;

    private static final String ARCHIVE = "/transfer/archive";
    private static final String TEXTS = "/transfer/translations";

    @TempDir
    private static Path directory;

    private static TestHost host;
    private static TestHost other;
    private static AdminClient superuser;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory.resolve("host"), Map.of("HELIOGRAPH_SAMPLES", "true"));
        other = TestHost.start(directory.resolve("other"), Map.of());
        superuser = AdminClient.superuser(host);
    }

    @AfterAll
    static void stop() {
        host.close();
        other.close();
    }

    private static AdminClient.Answer send(AdminClient client, String path, byte[] body, String type) {
        return client.send("POST", AdminClient.API + path, BodyPublishers.ofByteArray(body), Optional.of(type));
    }

    @Test
    void anArchiveGoesToAnotherHostAndIsPublishedThere() {
        byte[] archive = superuser.get(ARCHIVE).expect(200).response().body();
        AdminClient elsewhere = AdminClient.superuser(other);

        JsonNode trial = send(elsewhere, ARCHIVE + "?dryRun=true", archive, "application/zip")
                .expect(200)
                .json();
        assertThat(trial.path("added").asInt()).isEqualTo(ITEMS);
        assertThat(trial.path("done").asBoolean()).isFalse();
        JsonNode report = send(elsewhere, ARCHIVE + "?publish=true", archive, "application/zip")
                .expect(200)
                .json();

        assertThat(report.path("done").asBoolean()).isTrue();
        assertThat(report.path("published").asBoolean()).isTrue();
        assertThat(elsewhere.get(ARCHIVE).expect(200).response().body()).isEqualTo(archive);
        assertThat(AdminClient.anonymous(other)
                        .send(
                                "GET",
                                "/.rest/delivery/topics/v1/carbon-market?lang=zh",
                                BodyPublishers.noBody(),
                                Optional.empty())
                        .status())
                .isEqualTo(200);
        JsonNode again = send(elsewhere, ARCHIVE + "?mode=mirror", archive, "application/zip")
                .expect(200)
                .json();
        assertThat(again.path("unchanged").asInt()).isEqualTo(ITEMS);
        assertThat(again.path("lostCount").asInt()).isZero();
    }

    @Test
    void whatIsNoArchiveIsRefusedInTheLanguageOfTheCaller() {
        byte[] nothing = "PK no archive".getBytes(StandardCharsets.UTF_8);

        AdminClient.Answer english =
                send(superuser, ARCHIVE, nothing, "application/zip").expect(422);
        AdminClient.Answer chinese = send(superuser.with("Accept-Language", "zh"), ARCHIVE, nothing, "application/zip")
                .expect(422);

        assertThat(english.json().path("reason").asText()).isEqualTo("zip-malformed");
        assertThat(english.json().path("title").asText()).contains("ZIP");
        assertThat(chinese.json().path("title").asText()).contains("ZIP 文件");
        superuser.get(ARCHIVE + "?workspace=users").expect(404);
        superuser.get(ARCHIVE + "?workspace=products&lang=xx").expect(422);
        superuser.get(ARCHIVE + "?path=products:/nothing").expect(404);
        send(superuser, ARCHIVE + "?mode=other", nothing, "application/zip").expect(400);
    }

    @Test
    void textsGoToTranslatorsAndBack() {
        AdminClient.Answer table =
                superuser.get(TEXTS + ".csv?texts=all&workspace=topics").expect(200);
        assertThat(table.response().headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename*=UTF-8''texts-en-zh.csv");

        JsonNode untouched = send(superuser, TEXTS, table.response().body(), "text/csv")
                .expect(200)
                .json();
        assertThat(untouched.path("texts").asInt()).isZero();
        assertThat(untouched.path("untouched").asInt()).isEqualTo(24);

        byte[] changed = table.text().replace("\"风力发电\"", "\"风电\"").getBytes(StandardCharsets.UTF_8);
        JsonNode report =
                send(superuser, TEXTS, changed, "text/csv").expect(200).json();
        assertThat(report.path("texts").asInt()).as("%s", report).isEqualTo(1);
        assertThat(report.path("done").asBoolean()).isTrue();
        assertThat(superuser
                        .get(TEXTS + ".xlf?texts=all&path=topics:/wind-power")
                        .expect(200)
                        .text())
                .contains("<target>风电</target>");
    }

    @Test
    void brokenFilesOfTranslatorsAreRefused() {
        for (String type : new String[] {"text/csv", "application/xliff+xml"}) {
            for (String body : new String[] {"", "\"", "<xliff", "a,b", "<!DOCTYPE x><x/>"}) {
                AdminClient.Answer answer = send(superuser, TEXTS, body.getBytes(StandardCharsets.UTF_8), type)
                        .expect(422);
                assertThat(answer.problem()).isEqualTo("transfer-refused");
            }
        }
    }
}
