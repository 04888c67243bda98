package org.heliograph.cms.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Items over HTTP, as an editor's tool sees them. */
class ItemsApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static TestHost host;
    private static AdminClient editor;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, Map.of());
        editor = AdminClient.superuser(host);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static JsonNode create(String workspace, String values) {
        return editor.post("/items/" + workspace, json("{'values':" + values + "}"))
                .expect(201)
                .json();
    }

    private static JsonNode read(String workspace, JsonNode item) {
        return editor.get("/items/" + workspace + item.path("path").asText())
                .expect(200)
                .json();
    }

    @Test
    void anItemIsMadeReadAndSavedWithTitlesOfWhatItRefersTo() {
        JsonNode topic = create("topics", "{'title':{'en':'Storage','zh':'储能'},'code':'S'}");
        JsonNode made = create(
                "products",
                "{'title':{'en':'Battery','zh':'电池'},'topics':['"
                        + topic.path("id").asText() + "']}");

        assertThat(made.path("path").asText()).isEqualTo("/battery");
        assertThat(made.path("contentType").asText()).isEqualTo("product");
        assertThat(made.path("createdBy").asText()).isEqualTo("superuser");
        JsonNode shown = editor.with("Accept-Language", "zh")
                .get("/items/products/battery")
                .expect(200)
                .json();
        assertThat(shown.path("references")
                        .path(topic.path("id").asText())
                        .path("title")
                        .asText())
                .isEqualTo("储能");
        JsonNode saved = editor.put(
                        "/items/products/battery",
                        json("{'revision':'" + made.path("revision").asText()
                                + "','values':{'body':{'en':'<p>a<script>b</script></p>'}}}"))
                .expect(200)
                .json();
        assertThat(saved.path("values").path("body").path("en").asText()).isEqualTo("<p>a</p>");
        assertThat(saved.path("removed")).isEqualTo(json("{'/values/body/en':['script']}"));
        assertThat(saved.path("revision")).isNotEqualTo(made.path("revision"));
    }

    @Test
    void whatIsWrongIsNamedInTheReadersLanguage() {
        JsonNode made = create("products", "{'title':{'en':'Wrong'}}");
        String revision = made.path("revision").asText();

        AdminClient.Answer answer = editor.with("Accept-Language", "zh")
                .put(
                        "/items/products/wrong",
                        json("{'revision':'" + revision + "','values':{'moq':'x','title':{'zh':5}}}"))
                .expect(422);

        assertThat(answer.problem()).isEqualTo("fields-wrong");
        assertThat(answer.json().path("fields"))
                .extracting(field ->
                        field.path("field").asText() + " " + field.path("id").asText())
                .containsExactly("/values/moq field-no-integer", "/values/title/zh field-no-text");
        assertThat(answer.json().path("fields").path(1).path("message").asText())
                .matches(".*[\\u4e00-\\u9fff].*");
    }

    @Test
    void aConflictIs409WithBothSides() {
        JsonNode made = create("products", "{'title':{'en':'Both'}}");
        String revision = made.path("revision").asText();
        editor.put("/items/products/both", json("{'revision':'" + revision + "','values':{'sku':'theirs'}}"))
                .expect(200);

        AdminClient.Answer answer = editor.put(
                        "/items/products/both",
                        json("{'revision':'" + revision + "','values':{'sku':'mine'},'seen':{}}"))
                .expect(409);
        editor.put(
                        "/items/products/both",
                        json("{'revision':'" + revision + "','values':{'moq':7},'seen':{'moq':null}}"))
                .expect(200);

        assertThat(answer.problem()).isEqualTo("changed-by-others");
        assertThat(answer.json().path("conflicts"))
                .isEqualTo(json("[{'path':'sku','field':'sku','stored':'theirs','sent':'mine'}]"));
    }

    @Test
    void unsavedFormsAreOfferedUntilTheItemIsSaved() {
        JsonNode made = create("products", "{'title':{'en':'Draft'}}");
        String body = "{'revision':'" + made.path("revision").asText() + "','values':{'sku':'half'}}";

        editor.put("/autosaves/products/draft", json(body)).expect(204);

        assertThat(editor.get("/autosaves/products/draft").expect(200).json().path("values"))
                .isEqualTo(json("{'sku':'half'}"));
        assertThat(editor.get("/autosaves").expect(200).json().path("autosaves"))
                .extracting(each -> each.path("item").path("title").asText())
                .contains("Draft");
        editor.put("/items/products/draft", json(body)).expect(200);
        assertThat(editor.get("/autosaves/products/draft").expect(404).problem())
                .isEqualTo("autosave-missing");
    }

    @Test
    void versionsAreKeptComparedAndBroughtBack() {
        JsonNode made = create("products", "{'title':{'en':'Old','zh':'旧标题'}}");
        editor.post("/versions/products/old", json("{'comment':'before'}")).expect(201);
        JsonNode saved = editor.put(
                        "/items/products/old",
                        json("{'revision':'" + made.path("revision").asText() + "','values':{'title':{'zh':'新标题'}}}"))
                .expect(200)
                .json();

        assertThat(editor.get("/versions/products/old").expect(200).json().path("versions"))
                .extracting(version -> version.path("comment").asText())
                .containsExactly("before");
        assertThat(editor.get("/changes/products/old?from=1").expect(200).json().path("changes"))
                .isEqualTo(json("""
                                [{'path':'title','field':'title','language':'zh','before':'旧标题','after':'新标题',
                                  'pieces':[{'kind':'removed','text':'旧'},{'kind':'added','text':'新'},
                                            {'kind':'same','text':'标题'}]}]
                                """));
        JsonNode restored = editor.post(
                        "/restorations/products/old",
                        json("{'version':1,'language':'zh','revision':'"
                                + saved.path("revision").asText() + "'}"))
                .expect(200)
                .json();
        assertThat(restored.path("values").path("title").path("zh").asText()).isEqualTo("旧标题");
        editor.get("/changes/products/old?from=9").expect(404);
    }

    @Test
    void aUsedItemIsNotDeletedAndADeletedOneComesBack() {
        JsonNode used = create("topics", "{'title':{'en':'Used'},'code':'U'}");
        create(
                "products",
                "{'title':{'en':'User'},'topics':['" + used.path("id").asText() + "']}");

        AdminClient.Answer refused = editor.delete("/items/topics/used").expect(409);
        JsonNode users = editor.get("/users-of/topics/used").expect(200).json();
        JsonNode entry =
                editor.delete("/items/topics/used?force=true").expect(200).json();

        assertThat(refused.problem()).isEqualTo("item-used");
        assertThat(refused.json().path("users"))
                .extracting(user -> user.path("title").asText())
                .containsExactly("User");
        assertThat(users.path("total").asInt()).isEqualTo(1);
        editor.get("/items/topics/used").expect(404);
        assertThat(editor.get("/trash").expect(200).json().path("entries"))
                .extracting(each -> each.path("title").asText())
                .contains("Used");
        editor.post("/trash/" + entry.path("id").asText(), json("{}")).expect(200);
        assertThat(read("topics", used).path("id")).isEqualTo(used.path("id"));
        editor.delete("/trash/" + entry.path("id").asText()).expect(404);
    }

    @Test
    void itemsAreMovedCopiedAndTranslated() {
        editor.post("/items/products", json("{'type':'folder','name':'屋顶'}")).expect(201);
        JsonNode made = create("products", "{'title':{'en':'Mover'},'summary':{'en':'text'}}");

        JsonNode moved = editor.post("/moves/products/mover", json("{'parent':'/屋顶','name':'moved'}"))
                .expect(200)
                .json();
        JsonNode copy = editor.post(
                        "/copies/products" + encoded(moved), json("{}").path("none"))
                .expect(201)
                .json();
        JsonNode translated = editor.post(
                        "/translations/products" + encoded(moved),
                        json("{'from':'en','to':'zh','revision':'"
                                + moved.path("revision").asText() + "'}"))
                .expect(200)
                .json();

        assertThat(moved.path("path").asText()).isEqualTo("/屋顶/moved");
        assertThat(moved.path("id")).isEqualTo(made.path("id"));
        assertThat(copy.path("path").asText()).isEqualTo("/屋顶/moved-2");
        assertThat(translated.path("values").path("summary")).isEqualTo(json("{'en':'text','zh':'text'}"));
    }

    private static String encoded(JsonNode item) {
        return java.net.URI.create(item.path("path").asText()).toASCIIString();
    }

    @Test
    void aFormerSlugLeadsToThePresentOneOnceThatIsPublished() {
        JsonNode made = create("topics", "{'title':{'en':'Old name','zh':'旧名'},'code':'C'}");
        AdminClient anonymous = AdminClient.anonymous(host);
        String old = "/.rest/delivery/topics/v1?lang=en&slug=old-name&limit=1";
        JsonNode nothing = JSON.missingNode();
        publish("/old-name");
        assertThat(anonymous
                        .send("GET", old, nothing)
                        .expect(200)
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);

        editor.put(
                        "/items/topics/old-name",
                        json("{'revision':'" + made.path("revision").asText()
                                + "','values':{'slug':{'en':'新 name'}}}".replace(" ", "-")))
                .expect(200);
        assertThat(anonymous
                        .send("GET", old, nothing)
                        .expect(200)
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        publish("/old-name");

        AdminClient.Answer moved = anonymous.send("GET", old, nothing).expect(301);
        assertThat(moved.response().headers().firstValue("Location"))
                .contains("/.rest/delivery/topics/v1?lang=en&slug=%E6%96%B0-name&limit=1");
        assertThat(anonymous
                        .send("GET", "/.rest/delivery/topics/v1?slug_zh=jiu-ming", nothing)
                        .expect(200)
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(anonymous
                        .send("GET", "/.rest/delivery/topics/v1?slug=never-was", nothing)
                        .expect(200)
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
    }

    private static void publish(String path) {
        editor.post("/publish", json("{'items':[{'workspace':'topics','path':'" + path + "'}]}"))
                .expect(200);
    }

    @Test
    void aLargeFormIsTakenAndATooLargeOneRefused() {
        JsonNode made = create("products", "{'title':{'en':'Large'}}");
        String large = "光".repeat(300_000);
        String form = "{'revision':'" + made.path("revision").asText() + "','values':{'body':{'zh':'%s'}}}";

        editor.put("/items/products/large", json(form.formatted(large))).expect(200);
        assertThat(editor.put("/items/products/large", json(form.formatted("x".repeat(10_000_000))))
                        .expect(413)
                        .problem())
                .isEqualTo("body-larger-than");
    }
}
