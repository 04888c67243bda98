package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.heliograph.cms.app.TestHost;
import org.heliograph.cms.schema.OpenApiValidation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What every operation of the API has in common. */
class AdminServletTest {

    @TempDir
    private static Path directory;

    private static TestHost host;
    private static AdminClient superuser;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, Map.of());
        superuser = AdminClient.superuser(host);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void whoIsSignedInIsTold() {
        JsonNode me = superuser.get("/me").expect(200).json();

        assertThat(me.path("name").asText()).isEqualTo("superuser");
        assertThat(me.path("superuser").asBoolean()).isTrue();
        assertThat(me.path("languages")).extracting(JsonNode::asText).containsExactly("en", "zh");
        assertThat(me.path("workspaces").path("products"))
                .extracting(JsonNode::asText)
                .containsExactly("add", "change", "remove", "read", "execute", "publish");
        assertThat(me.path("workspaces").has("users")).isFalse();
    }

    @Test
    void nothingIsToldToAnonymous() {
        AdminClient anonymous = AdminClient.anonymous(host);
        for (String path : new String[] {"/me", "/openapi.json", "/nothing", "/"}) {
            AdminClient.Answer answer = anonymous.get(path).expect(401);
            assertThat(answer.problem()).as(path).isEqualTo("sign-in-needed");
        }
    }

    @Test
    void theDescriptionIsOpenApiInBothLanguages() {
        for (String language : new String[] {"en", "zh"}) {
            JsonNode document = superuser
                    .with("Accept-Language", language)
                    .get("/openapi.json")
                    .expect(200)
                    .json();
            assertThat(OpenApiValidation.errorsOfDocument(document))
                    .as(language)
                    .isEmpty();
        }
        assertThat(superuser
                        .with("Accept-Language", "zh-CN")
                        .get("/openapi.json")
                        .text())
                .contains("当前登录用户");
    }

    @Test
    void whatIsNotThereOrOfAnotherMethodOrTypeIsRefused() {
        assertThat(superuser.get("/nothing").expect(404).problem()).isEqualTo("not-found");
        AdminClient.Answer method = superuser.delete("/me").expect(405);
        assertThat(method.response().headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(superuser.with("Accept", "text/html").get("/me").expect(406).problem())
                .isEqualTo("not-acceptable");
        assertThat(superuser.get("/me?colour=red&amp=%E5").expect(400).problem())
                .isNotEmpty();
        assertThat(superuser
                        .get("/me?colour=red")
                        .expect(400)
                        .json()
                        .at("/fields/0/field")
                        .asText())
                .isEqualTo("colour");
        assertThat(superuser
                        .send("GET", AdminClient.API + "/me", BodyPublishers.ofString("{}"), Optional.empty())
                        .expect(400)
                        .problem())
                .isEqualTo("body-unexpected");
    }

    @Test
    void refusalsSpeakTheCallersLanguage() {
        assertThat(superuser
                        .with("Accept-Language", "zh")
                        .get("/nothing")
                        .json()
                        .path("title")
                        .asText())
                .isEqualTo("此地址没有内容。");
        assertThat(superuser.get("/nothing").json().path("title").asText())
                .isEqualTo("There is nothing at this address.");
    }

    @Test
    void answersAreNotKeptByAnybody() {
        assertThat(superuser.get("/me").response().headers().firstValue("Cache-Control"))
                .contains("no-store");
    }
}
