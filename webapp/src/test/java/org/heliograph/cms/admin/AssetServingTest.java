package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The addresses of files and renditions: what is answered to whom, and how. */
class AssetServingTest {

    private static final String PUBLIC_ID = "11111111-2222-4333-8444-555555555501";
    private static final String SVG_ID = "11111111-2222-4333-8444-555555555502";
    private static final byte[] PICTURE = png(300, 200);
    private static final String SVG = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";

    private static final String GALLERY = """
            $type: jcrDeliveryEndpoint_v2
            workspace: products
            nodeTypes: [hg:product]
            bypassWorkspaceAcls: true
            references:
              - name: gallery
                propertyName: gallery
                referenceResolver:
                  $type: assetReferenceResolver
                  includeAlt: true
                  includeFocus: true
                  assetRenditions: [small, unknown]
            """;

    @TempDir
    private static Path directory;

    private static TestHost combined;
    private static AdminClient editor;
    private static AdminClient everybody;
    /** Uploaded and not published. */
    private static JsonNode draft;

    @BeforeAll
    static void start() throws Exception {
        Path content = Files.createDirectories(directory.resolve("content"));
        Files.writeString(
                content.resolve("dam.public.yaml"),
                "public:\n  jcr:primaryType: mgnl:folder\n"
                        + asset("roof.png", PUBLIC_ID, "image/png", "屋顶.png", PICTURE)
                        + asset("logo.svg", SVG_ID, "image/svg+xml", "logo.svg", SVG.getBytes(StandardCharsets.UTF_8)));
        Files.writeString(
                content.resolve("products.clamp.yaml"),
                "clamp:\n  jcr:primaryType: hg:product\n  sku: C1\n  gallery: ['jcr:" + PUBLIC_ID + "']\n");
        Path endpoints = Files.createDirectories(directory.resolve("modules/shop/restEndpoints/delivery"));
        Files.writeString(directory.resolve("modules/shop/module.yaml"), "version: 1.0\n");
        Files.writeString(endpoints.resolve("gallery_v1.yaml"), GALLERY);
        combined = TestHost.start(
                directory.resolve("combined"),
                Map.of(
                        "HELIOGRAPH_INSTANCE",
                        "combined",
                        "HELIOGRAPH_BOOTSTRAP",
                        content.toString(),
                        "HELIOGRAPH_LIGHT_MODULES",
                        directory.resolve("modules").toString()));
        editor = AdminClient.superuser(combined);
        everybody = AdminClient.anonymous(combined);
        draft = editor.send(
                        "POST",
                        AdminClient.API + "/media/?name=draft.png",
                        BodyPublishers.ofByteArray(png(123, 45)),
                        Optional.of("image/png"))
                .expect(201)
                .json();
    }

    private static String asset(String name, String id, String mimeType, String fileName, byte[] bytes) {
        return "  " + name + ":\n    jcr:primaryType: mgnl:asset\n    jcr:uuid: " + id
                + "\n    mgnl:lastModified: 2024-02-20T09:30:15.250Z\n    alt: roof\n    alt_zh: 屋顶\n    focusX: 0.25\n    focusY: 0.75\n    jcr:content:\n      jcr:primaryType: mgnl:resource\n"
                + "      jcr:mimeType: " + mimeType + "\n      fileName: '" + fileName + "'\n      extension: png\n"
                + "      jcr:data: !!binary " + Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    @AfterAll
    static void stop() {
        combined.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dam/jcr:" + PUBLIC_ID + "/any-name.png",
                "/dam/jcr:" + PUBLIC_ID,
                "/dam/public/roof.png",
                "/dam/public/roof.png.png",
                "/dam/public/roof.2024-02-20-09-30-15.png"
            })
    void aPublishedFileIsServedToEverybodyAtAllItsAddresses(String address) {
        AdminClient.Answer answer = get(everybody, address).expect(200);

        assertThat(answer.response().body()).isEqualTo(PICTURE);
        assertThat(header(answer, "Content-Type")).isEqualTo("image/png");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Last-Modified")).isEqualTo("Tue, 20 Feb 2024 09:30:15 GMT");
        assertThat(header(answer, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"__.png\"; filename*=UTF-8''%E5%B1%8B%E9%A1%B6.png");
    }

    @Test
    void howLongItMayBeKeptFollowsFromTheName() {
        assertThat(header(get(everybody, "/dam/public/roof.png"), "Cache-Control"))
                .isEqualTo("public, max-age=600");
        assertThat(header(get(everybody, "/dam/jcr:" + PUBLIC_ID), "Cache-Control"))
                .isEqualTo("no-cache");
        assertThat(header(get(everybody, "/dam/jcr:" + PUBLIC_ID + "/roof.2024-02-20-09-30-15.png"), "Cache-Control"))
                .isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(get(editor, draft.path("link").asText()), "Cache-Control"))
                .isEqualTo("private, no-cache");
    }

    @Test
    void aKnownFileIsNotSentAgain() {
        String address = "/dam/jcr:" + PUBLIC_ID + "/x.png";
        String tag = header(get(everybody, address), "ETag");

        assertThat(tag).matches("\"[A-Za-z0-9_-]+\"");
        for (AdminClient knowing : List.of(
                everybody.with("If-None-Match", tag),
                everybody.with("If-None-Match", "\"other\", W/" + tag),
                everybody.with("If-Modified-Since", "Tue, 20 Feb 2024 09:30:15 GMT"))) {
            AdminClient.Answer answer = get(knowing, address).expect(304);
            assertThat(answer.response().body()).isEmpty();
            assertThat(header(answer, "ETag")).isEqualTo(tag);
        }
        for (AdminClient stale : List.of(
                everybody.with("If-None-Match", "\"other\""),
                everybody.with("If-None-Match", "\"other\"").with("If-Modified-Since", "Wed, 21 Feb 2024 09:30:15 GMT"),
                everybody.with("If-Modified-Since", "Mon, 23 Nov 2099 20:00:00 GMT"),
                everybody.with("If-Modified-Since", "yesterday"))) {
            get(stale, address).expect(200);
        }
    }

    @Test
    void aPartIsSentToWhoAsksForOne() {
        String address = "/dam/public/roof.png";
        AdminClient.Answer part =
                get(everybody.with("Range", "bytes=10-19"), address).expect(206);
        assertThat(part.response().body()).isEqualTo(Arrays.copyOfRange(PICTURE, 10, 20));
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 10-19/" + PICTURE.length);

        AdminClient.Answer tail =
                get(everybody.with("Range", "bytes=-5"), address).expect(206);
        assertThat(tail.response().body()).isEqualTo(Arrays.copyOfRange(PICTURE, PICTURE.length - 5, PICTURE.length));
        String tag = header(tail, "ETag");
        get(everybody.with("Range", "bytes=5-").with("If-Range", tag), address).expect(206);
        get(everybody.with("Range", "bytes=5-").with("If-Range", "\"other\""), address)
                .expect(200);
        AdminClient.Answer behind =
                get(everybody.with("Range", "bytes=999999-"), address).expect(416);
        assertThat(header(behind, "Content-Range")).isEqualTo("bytes */" + PICTURE.length);
        assertThat(behind.response().headers().firstValue("Content-Disposition"))
                .isEmpty();
    }

    @Test
    void headTellsWhatGetWould() {
        for (String address : List.of("/dam/public/roof.png", rendition("small"))) {
            AdminClient.Answer head = everybody
                    .send("HEAD", address, BodyPublishers.noBody(), Optional.empty())
                    .expect(200);
            assertThat(head.response().body()).isEmpty();
            assertThat(header(head, "Content-Length"))
                    .isEqualTo(String.valueOf(get(everybody, address).response().body().length));
        }
    }

    @Test
    void nothingInAFileActsInOurName() {
        AdminClient.Answer svg =
                get(everybody, "/dam/jcr:" + SVG_ID + "/logo.svg").expect(200);

        assertThat(header(svg, "Content-Security-Policy")).contains("sandbox").contains("default-src 'none'");
        assertThat(header(svg, "Content-Disposition")).startsWith("attachment");
        assertThat(header(svg, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void renditionsAreWebPForWhoTakesItAndNeverLarger() throws IOException {
        AdminClient.Answer plain = get(everybody, rendition("square")).expect(200);
        assertThat(header(plain, "Content-Type")).isEqualTo("image/png");
        assertThat(header(plain, "Vary")).contains("Accept");
        BufferedImage square =
                ImageIO.read(new ByteArrayInputStream(plain.response().body()));
        assertThat(square.getWidth()).isEqualTo(200);
        assertThat(square.getHeight()).isEqualTo(200);

        AdminClient browser = everybody.with("Accept", "image/avif,image/webp,*/*;q=0.8");
        assertThat(header(get(browser, rendition("square")).expect(200), "Content-Type"))
                .isEqualTo("image/webp");
        assertThat(header(get(everybody.with("Accept", "image/webp;q=0"), rendition("square")), "Content-Type"))
                .isEqualTo("image/png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dam/",
                "/dam/public",
                "/dam/public/nothing.png",
                "/dam/jcr:not-an-id/x.png",
                "/dam/jcr:11111111-2222-4333-8444-555555555509/x.png",
                "/.imaging/mte/no-theme/small/dam/public/roof.png/jcr:content/x.png",
                "/.imaging/mte/heliograph-theme/small/dam/public/nothing.png/jcr:content/x.png",
                "/.imaging/mte/heliograph-theme/small/dam/public/roof.png",
                "/.imaging/mte/heliograph-theme/small/website/public/roof.png/jcr:content/x.png",
                "/.imaging/signed/100x100-crop-png-82/AAAAAAAAAAAAAAAAAAAAAA/dam/public/roof.png/jcr:content/x.png",
                "/.imaging/signed/100x100/dam/public/roof.png/jcr:content/x.png",
                "/.imaging/default/dam/public/logo.svg/jcr:content.svg",
                "/.imaging/"
            })
    void whatIsNotThereIsNotThere(String address) {
        assertThat(get(everybody, address).status()).isEqualTo(404);
    }

    @Test
    void aDraftIsNotThereForThePublicAndNobodyLearnsOfIt() {
        String id = draft.path("id").asText();
        for (String address : List.of(
                "/dam/jcr:" + id + "/draft.png",
                "/dam/draft.png",
                "/.imaging/mte/heliograph-theme/thumbnail/dam/draft.png/jcr:content/draft.png",
                "/.imaging/default/dam/draft.png/jcr:content.png")) {
            AdminClient.Answer answer = get(everybody, address).expect(404);
            AdminClient.Answer nothing = get(everybody, "/dam/nothing.png").expect(404);
            assertThat(answer.text()).doesNotContain("draft");
            assertThat(answer.response().headers().map().keySet())
                    .isEqualTo(nothing.response().headers().map().keySet());
            // Who is signed in sees the same there: the address is that of what is published.
            get(editor, address).expect(404);
        }
        String working = draft.path("link").asText();
        assertThat(working).startsWith("/.rest/preview/");
        get(editor, working).expect(200);
        get(editor, draft.path("thumbnail").asText()).expect(200);
        get(everybody, working).expect(401);
        get(everybody, draft.path("thumbnail").asText()).expect(401);
    }

    @Test
    void deliveryLinksWhatIsServedAndTellsAltAndFocusWhereTheEndpointAsksForIt() {
        JsonNode asset = get(everybody, "/.rest/delivery/gallery/v1/clamp?lang=zh")
                .expect(200)
                .json()
                .at("/gallery/0");

        assertThat(asset.path("alt").asText()).isEqualTo("屋顶");
        assertThat(asset.at("/focus/x").asDouble()).isEqualTo(0.25);
        assertThat(get(everybody, "/.rest/delivery/gallery/v1/clamp?lang=en")
                        .json()
                        .at("/gallery/0/alt")
                        .asText())
                .isEqualTo("roof");
        for (String link : List.of("/@link", "/renditions/small/link", "/renditions/unknown/link")) {
            get(everybody, asset.at(link).asText()).expect(200);
            String preview = get(editor, "/.rest/preview/gallery/v1/clamp")
                    .expect(200)
                    .json()
                    .at("/gallery/0" + link)
                    .asText();
            assertThat(preview).startsWith("/.rest/preview/");
            get(editor, preview).expect(200);
            get(everybody, preview).expect(401);
        }
        assertThat(get(everybody, "/.rest/delivery/products/v1/clamp")
                        .json()
                        .at("/gallery/0")
                        .has("alt"))
                .isFalse();
    }

    @Test
    void thePublicSeesAnAssetFromItsPublishingOnAndAsItWasThen() {
        byte[] first = png(61, 62);
        JsonNode asset =
                upload("POST", "/media/?name=later.png", first).expect(201).json();
        String path = asset.path("path").asText();
        String address = "/dam" + path;
        String thumbnail = "/.imaging/mte/heliograph-theme/thumbnail/dam" + path + "/jcr:content/x.png";
        Map<String, Object> items = Map.of("items", List.of(Map.of("workspace", "dam", "path", path)));
        get(everybody, address).expect(404);

        editor.post("/publish", items).expect(200);
        byte[] stored = get(everybody, address).expect(200).response().body();
        byte[] small = get(everybody, thumbnail).expect(200).response().body();
        assertThat(stored).hasSize(asset.path("size").asInt());

        upload("PUT", "/media" + path, png(63, 64)).expect(200);
        assertThat(get(everybody, address).expect(200).response().body()).isEqualTo(stored);
        assertThat(get(everybody, thumbnail).expect(200).response().body()).isEqualTo(small);
        assertThat(get(editor, asset.path("link").asText()).response().body()).isNotEqualTo(stored);

        editor.post("/publish", items).expect(200);
        assertThat(get(everybody, address).expect(200).response().body()).isNotEqualTo(stored);

        editor.post("/unpublish", items).expect(200);
        get(everybody, address).expect(404);
        get(everybody, thumbnail).expect(404);
        get(everybody.with("If-None-Match", "*"), address).expect(404);
        get(editor, asset.path("link").asText()).expect(200);
    }

    private static AdminClient.Answer upload(String method, String path, byte[] bytes) {
        return editor.send(method, AdminClient.API + path, BodyPublishers.ofByteArray(bytes), Optional.of("image/png"));
    }

    @Test
    void anAuthorInstanceServesNobodyWhoIsNotSignedIn(@TempDir Path other) throws Exception {
        try (TestHost author = TestHost.start(other, Map.of("HELIOGRAPH_INSTANCE", "author"))) {
            AdminClient superuser = AdminClient.superuser(author);
            JsonNode asset = superuser
                    .send(
                            "POST",
                            AdminClient.API + "/media/?name=a.png",
                            BodyPublishers.ofByteArray(PICTURE),
                            Optional.of("image/png"))
                    .expect(201)
                    .json();
            String address = "/dam/jcr:" + asset.path("id").asText() + "/a.png";

            get(superuser, address).expect(200);
            for (String path : List.of(address, "/dam/nothing.png", "/.imaging/default/dam/a.png/jcr:content.png")) {
                AdminClient.Answer refused =
                        get(AdminClient.anonymous(author), path).expect(401);
                assertThat(header(refused, "WWW-Authenticate")).startsWith("Basic");
            }
        }
    }

    @Test
    void otherMethodsAreRefused() {
        editor.send("DELETE", "/dam/public/roof.png", BodyPublishers.noBody(), Optional.empty())
                .expect(405);
    }

    private static String rendition(String variation) {
        return "/.imaging/mte/heliograph-theme/" + variation + "/dam/public/roof.png/jcr:content/roof.png";
    }

    private static AdminClient.Answer get(AdminClient client, String address) {
        return client.send("GET", address, BodyPublishers.noBody(), Optional.empty());
    }

    private static String header(AdminClient.Answer answer, String name) {
        return answer.response().headers().firstValue(name).orElse("");
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
