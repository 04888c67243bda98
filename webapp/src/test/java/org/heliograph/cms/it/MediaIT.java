package org.heliograph.cms.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What takes a process: many large pictures at once in little memory, and an end in the middle. */
class MediaIT {

    private static final int WIDTH = 8_000;
    private static final int HEIGHT = 6_250;
    private static final int AT_ONCE = 10;

    private static Host host;
    private static HttpClient http;
    private static String token;

    @BeforeAll
    static void start() {
        host = Host.builder().start();
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        token = new Browser(host)
                .signedIn(Host.USER, Host.PASSWORD)
                .post(
                        "/.rest/auth/v1/tokens",
                        Map.of(
                                "label",
                                "uploads",
                                "workspaces",
                                List.of("dam"),
                                "permissions",
                                List.of("read", "add", "change"),
                                "days",
                                1))
                .json()
                .path("token")
                .asText();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void tenOfTheLargestPicturesAtOnceAreTakenAndScaledInHalfAGigabyte() {
        // given
        List<byte[]> pictures = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            pictures.add(largePicture(i));
        }

        // when
        List<JsonNode> assets = all(pictures.stream().map(each -> upload("large.jpg", each))).stream()
                .map(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(201);
                    return Json.parse(new String(answer.body(), StandardCharsets.UTF_8));
                })
                .toList();

        // then
        assertThat(assets).extracting(asset -> asset.path("width").asInt()).containsOnly(WIDTH);
        for (String variation : List.of("thumbnail", "large")) {
            List<HttpResponse<byte[]>> renditions = all(assets.stream()
                    .map(asset -> get("/.imaging/mte/heliograph-theme/" + variation + "/dam"
                            + asset.path("path").asText() + "/jcr:content/x.jpg")));
            assertThat(renditions).extracting(HttpResponse::statusCode).containsOnly(200);
        }
        assertThat(host.output().error()).doesNotContain("OutOfMemoryError");
        assertThat(host.anonymous().get("/.rest/status").status()).isEqualTo(200);
    }

    @Test
    void whatWasTakenSurvivesAKillAndWhatWasOnItsWayIsClearedAway() throws IOException {
        JsonNode asset = Json.parse(
                new String(upload("kept.jpg", largePicture(99)).join().body(), StandardCharsets.UTF_8));
        CompletableFuture<HttpResponse<byte[]>> onItsWay = upload("cut.jpg", largePicture(98));
        Path temporary = host.directory().resolve("data/media/temporary");
        Await.until(Duration.ofSeconds(20), () -> "a file on its way", () -> hasFiles(temporary) || onItsWay.isDone());

        host.kill();
        host.restart();

        assertThat(hasFiles(temporary)).isFalse();
        assertThat(get("/dam/jcr:" + asset.path("id").asText() + "/kept.jpg")
                        .join()
                        .body())
                .hasSize(asset.path("size").asInt());
    }

    /** More clients that read nothing than there may be threads that wait for clients. */
    @Test
    void manyWhoReadSlowlyKeepNobodyElseWaitingAndGetAllInTheEnd() throws IOException {
        byte[] film = film(12_000_000);
        String id = Json.parse(new String(upload("film.mp4", film).join().body(), StandardCharsets.UTF_8))
                .path("id")
                .asText();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 80; i++) {
                Socket socket = new Socket(host.uri().getHost(), host.uri().getPort());
                slow.add(socket);
                socket.getOutputStream()
                        .write(("GET /dam/jcr:" + id
                                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + token
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            }

            HttpResponse<byte[]> quick = get("/dam/jcr:" + id).join();

            assertThat(quick.statusCode()).isEqualTo(200);
            assertThat(quick.body()).isEqualTo(film);
            for (Socket socket : slow) {
                byte[] all = socket.getInputStream().readAllBytes();
                assertThat(Arrays.copyOfRange(all, all.length - film.length, all.length))
                        .isEqualTo(film);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** Of boxes that hold noise. */
    private static byte[] film(int length) {
        byte[] noise = new byte[length];
        new Random(7).nextBytes(noise);
        ByteBuffer.wrap(noise)
                .putInt(16)
                .put("ftypisom".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putInt(8)
                .put("moov".getBytes(StandardCharsets.US_ASCII))
                .putInt(length - 24)
                .put("mdat".getBytes(StandardCharsets.US_ASCII));
        return noise;
    }

    private static boolean hasFiles(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<HttpResponse<byte[]>> all(Stream<CompletableFuture<HttpResponse<byte[]>>> answers) {
        return answers.toList().stream().map(CompletableFuture::join).toList();
    }

    private static CompletableFuture<HttpResponse<byte[]>> upload(String name, byte[] bytes) {
        return http.sendAsync(
                request("/.rest/admin/v1/media/?name=" + name)
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofByteArray(bytes))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static CompletableFuture<HttpResponse<byte[]>> get(String path) {
        return http.sendAsync(request(path).build(), BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(host.uri() + path))
                .timeout(Duration.ofMinutes(3))
                .header("Authorization", "Bearer " + token);
    }

    /** Grey, so that it does not take the test more memory than the host. */
    private static byte[] largePicture(int seed) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        Random random = new Random(seed);
        for (int i = 0; i < pixels.length; i += 1 + random.nextInt(2_000)) {
            pixels[i] = (byte) random.nextInt();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
