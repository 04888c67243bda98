package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Assets over the API: what an editor's tool does with them. */
class MediaResourceTest {

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

    @Test
    void aPictureIsUploadedListedFoundAndServed() {
        // given
        String folder = editor.post("/media-folders/", Map.of("name", "产品图"))
                .expect(201)
                .json()
                .path("path")
                .asText();

        // when
        JsonNode asset = upload(folder, "瓦屋面挂钩.png", png(300, 200)).expect(201).json();

        // then
        assertThat(asset.path("path").asText()).isEqualTo("/产品图/瓦屋面挂钩.png");
        assertThat(asset.path("width").asInt()).isEqualTo(300);
        JsonNode listing = editor.get("/media" + encoded(folder)).expect(200).json();
        assertThat(listing.path("total").asInt()).isEqualTo(1);
        assertThat(listing.at("/assets/0/id")).isEqualTo(asset.path("id"));
        assertThat(editor.get("/media/").expect(200).json().path("folders"))
                .extracting(each -> each.path("path").asText())
                .contains("/产品图");
        assertThat(editor.get("/media/?q=" + encoded("挂钩")).expect(200).json().at("/assets/0/id"))
                .isEqualTo(asset.path("id"));
        assertThat(editor.get("/media/?q=nothing-of-the-kind")
                        .expect(200)
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        for (String member : List.of("link", "thumbnail")) {
            AdminClient.Answer served = get(asset.path(member).asText());
            assertThat(served.expect(200).response().headers().firstValue("Content-Type"))
                    .contains("image/png");
        }
    }

    @Test
    void aFormUploadsAsWell() {
        byte[] picture = png(31, 17);
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(
                "--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"铝轨.png\"\r\nContent-Type: image/png\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(picture);
        form.writeBytes("\r\n--b0--\r\n".getBytes(StandardCharsets.UTF_8));

        JsonNode asset = send("POST", "/media/", form.toByteArray(), "multipart/form-data; boundary=b0")
                .expect(201)
                .json();

        assertThat(asset.path("fileName").asText()).isEqualTo("铝轨.png");
        assertThat(asset.path("isNew").asBoolean()).isTrue();
        assertThat(upload("/", "again.png", picture)
                        .expect(201)
                        .json()
                        .path("isNew")
                        .asBoolean())
                .isFalse();
        for (String broken : List.of("", "--b0", "--b0\r\n\r\nx\r\n--b0--", "no form at all\r\n\r\n")) {
            assertThat(send("POST", "/media/", broken.getBytes(StandardCharsets.UTF_8), "multipart/form-data")
                            .expect(400)
                            .problem())
                    .isEqualTo("form-malformed");
        }
    }

    @Test
    void textsAreKeptPerLanguageAndAStaleChangeIsRefused() {
        JsonNode asset = upload("/", "rail.png", png(40, 41)).expect(201).json();
        String path = "/media-details" + encoded(asset.path("path").asText());
        Map<String, Object> change = Map.of(
                "revision",
                asset.path("revision").asText(),
                "texts",
                Map.of("alt", Map.of("zh", "铝合金导轨", "en", "Aluminium rail"), "copyright", "CC0"),
                "focus",
                Map.of("x", 0.25, "y", 0.75));

        JsonNode saved = editor.put(path, change).expect(200).json();

        assertThat(saved.at("/texts/alt/zh").asText()).isEqualTo("铝合金导轨");
        assertThat(saved.at("/texts/copyright").asText()).isEqualTo("CC0");
        assertThat(saved.at("/focus/x").asDouble()).isEqualTo(0.25);
        assertThat(saved.path("revision")).isNotEqualTo(asset.path("revision"));
        AdminClient.Answer stale = editor.put(path, change).expect(409);
        assertThat(stale.json().path("revision")).isEqualTo(saved.path("revision"));
        assertThat(editor.put(
                                path,
                                Map.of(
                                        "revision",
                                        saved.path("revision").asText(),
                                        "texts",
                                        Map.of("title", Map.of("fr", "rail"))))
                        .expect(422)
                        .json()
                        .at("/fields/0/field")
                        .asText())
                .isEqualTo("/texts/title/fr");
        assertThat(editor.put(
                                path,
                                Map.of("revision", saved.path("revision").asText(), "focus", Map.of("x", 1.5, "y", 0)))
                        .expect(422)
                        .json()
                        .at("/fields/0/field")
                        .asText())
                .isEqualTo("/focus");
    }

    @Test
    void anotherFileKeepsTheTexts() {
        JsonNode asset = upload("/", "first.png", png(50, 51)).expect(201).json();
        String path = asset.path("path").asText();
        editor.put(
                        "/media-details" + path,
                        Map.of(
                                "revision",
                                asset.path("revision").asText(),
                                "texts",
                                Map.of("title", Map.of("en", "Hook"))))
                .expect(200);

        JsonNode replaced = send("PUT", "/media" + path, png(60, 61), "image/png")
                .expect(200)
                .json();

        assertThat(replaced.path("id")).isEqualTo(asset.path("id"));
        assertThat(replaced.path("width").asInt()).isEqualTo(60);
        assertThat(replaced.at("/texts/title/en").asText()).isEqualTo("Hook");
        assertThat(send("PUT", "/media" + path + "?revision=old", png(62, 61), "image/png")
                        .expect(409)
                        .problem())
                .isEqualTo("changed-meanwhile");
    }

    @Test
    void anySizeIsServedAtAnAddressThatTheHostSigned() {
        JsonNode asset = upload("/", "signed.png", png(500, 400)).expect(201).json();
        JsonNode links = editor.post(
                        "/media-renditions" + asset.path("path").asText(),
                        Map.of("width", 123, "height", 45, "format", "jpg"))
                .expect(200)
                .json();

        String preview = links.path("preview").asText();
        AdminClient.Answer served = get(preview).expect(200);
        assertThat(served.response().headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(get(preview.replace("123x45", "124x45")).status()).isEqualTo(404);
        assertThat(get(preview.replaceAll("jpg-82/.", "jpg-82/-")).status()).isEqualTo(404);
    }

    @Test
    void anEditorOfOneLanguageChangesTextsOfThatOneOnly() {
        JsonNode asset = upload("/", "language.png", png(70, 71)).expect(201).json();
        String path = "/media-details" + asset.path("path").asText();
        AdminClient chinese = People.add(host, editor, "zh-only", "editor-zh");
        String revision = asset.path("revision").asText();

        AdminClient.Answer refused = chinese.put(
                        path, Map.of("revision", revision, "texts", Map.of("alt", Map.of("zh", "瓦", "en", "tile"))))
                .expect(422);
        assertThat(refused.json().at("/fields/0/field").asText()).isEqualTo("/texts/alt/en");
        assertThat(chinese.put(path, Map.of("revision", revision, "texts", Map.of("alt", Map.of("zh", "瓦"))))
                        .expect(200)
                        .json()
                        .at("/texts/alt/zh")
                        .asText())
                .isEqualTo("瓦");
    }

    @Test
    void anAssetThatIsUsedIsNotDeletedUnawares() {
        JsonNode asset = upload("/", "used.png", png(80, 81)).expect(201).json();
        String path = asset.path("path").asText();
        editor.post(
                        "/items/products",
                        Map.of(
                                "name",
                                "clamp",
                                "values",
                                Map.of(
                                        "sku",
                                        "x",
                                        "gallery",
                                        List.of("jcr:" + asset.path("id").asText()))))
                .expect(201);

        assertThat(editor.get("/users-of/dam" + path).expect(200).text()).contains("/clamp");
        editor.delete("/items/dam" + path).expect(409);
        editor.delete("/items/dam" + path + "?force=true").expect(200);
        assertThat(editor.get("/media-details" + path).status()).isEqualTo(404);
    }

    @Test
    void hostileUploadsAreRefusedWithTheReason() {
        assertThat(upload("/", "x.png", "<html><script>1</script>".getBytes(StandardCharsets.UTF_8))
                        .expect(415)
                        .problem())
                .isEqualTo("file-type");
        assertThat(upload("/nowhere", "x.png", png(9, 9)).expect(404).problem()).isEqualTo("not-found");
        assertThat(send("POST", "/media/", png(9, 9), "audio/mpeg").expect(415).problem())
                .isEqualTo("media-type-not-taken");
        assertThat(editor.post("/media-folders/", Map.of("name", "../.."))
                        .expect(422)
                        .problem())
                .isEqualTo("name-unusable");
        assertThat(editor.with("Accept-Language", "zh")
                        .send(
                                "POST",
                                AdminClient.API + "/media/",
                                BodyPublishers.ofByteArray(new byte[0]),
                                Optional.of("image/png"))
                        .expect(422)
                        .json()
                        .path("title")
                        .asText())
                .isEqualTo("文件为空。");
    }

    private static AdminClient.Answer upload(String folder, String name, byte[] bytes) {
        return send("POST", "/media" + encoded(folder) + "?name=" + encoded(name), bytes, "application/octet-stream");
    }

    private static AdminClient.Answer send(String method, String path, byte[] bytes, String type) {
        return editor.send(method, AdminClient.API + path, BodyPublishers.ofByteArray(bytes), Optional.of(type));
    }

    private static AdminClient.Answer get(String path) {
        return editor.send("GET", path, BodyPublishers.noBody(), Optional.empty());
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private static byte[] png(int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(width / 2, height / 2, 0xff8800);
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
