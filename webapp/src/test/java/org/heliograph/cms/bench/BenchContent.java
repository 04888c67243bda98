package org.heliograph.cms.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Products and policy articles in zh and en with about 2 KB of body each; the same ones every time. */
final class BenchContent {

    private static final int PER_FILE = 500;
    private static final String CATEGORY = "5f0c2a0e-3d57-4c86-9a63-0f6f2f7c1d11";
    private static final List<String> FAMILIES = List.of("roof", "ground", "carport", "balcony", "facade");
    private static final String[] EN =
            ("solar roof mounting rail clamp carbon peaking neutrality renewable energy storage"
                            + " grid wind snow load aluminium steel tile flat metal hook ballast module installed capacity")
                    .split(" ");
    private static final String ZH = "碳达峰中和光伏支架屋面系统储能电网可再生源分布式装机容量风荷载雪铝合金不锈钢夹具导轨组件并消纳";

    private final Random random = new Random(20260922);
    private final Path directory;

    private BenchContent(Path directory) {
        this.directory = directory;
    }

    /** Writes content files that the host imports at its start, unless they are there. */
    static void write(Path directory, int products, int articles) throws IOException {
        if (Files.exists(directory)) {
            return;
        }
        Files.createDirectories(directory);
        BenchContent content = new BenchContent(directory);
        content.writeCategory();
        content.writeAll("products", "hg:product", products);
        content.writeAll("policies", "hg:policyArticle", articles);
    }

    private void writeCategory() throws IOException {
        StringBuilder yaml = new StringBuilder();
        line(yaml, 0, "bench", "");
        line(yaml, 1, "jcr:primaryType", "hg:productCategory");
        line(yaml, 1, "jcr:uuid", CATEGORY);
        line(yaml, 1, "title", "Benchmark");
        line(yaml, 1, "title_zh", "基准测试");
        Files.writeString(directory.resolve("product-categories.bench.yaml"), yaml, StandardCharsets.UTF_8);
    }

    private void writeAll(String workspace, String type, int count) throws IOException {
        for (int first = 0; first < count; first += PER_FILE) {
            String folder = "bench-" + first / PER_FILE;
            StringBuilder yaml = new StringBuilder();
            line(yaml, 0, folder, "");
            line(yaml, 1, "jcr:primaryType", "mgnl:folder");
            for (int i = first; i < Math.min(count, first + PER_FILE); i++) {
                item(yaml, type, i);
            }
            Files.writeString(directory.resolve(workspace + "." + folder + ".yaml"), yaml, StandardCharsets.UTF_8);
        }
    }

    private void item(StringBuilder yaml, String type, int number) {
        line(yaml, 1, "item-" + number, "");
        line(yaml, 2, "jcr:primaryType", type);
        line(yaml, 2, "jcr:uuid", new UUID(random.nextLong(), random.nextLong()).toString());
        line(yaml, 2, "title", english(5) + " " + number);
        line(yaml, 2, "title_zh", chinese(9) + number);
        line(yaml, 2, "sku", "BENCH-" + number);
        line(yaml, 2, "category", CATEGORY);
        line(yaml, 2, "family", FAMILIES.get(random.nextInt(FAMILIES.size())));
        yaml.append("    'moq': ").append(random.nextInt(1000)).append('\n');
        line(yaml, 2, "summary", english(20));
        line(yaml, 2, "summary_zh", chinese(60));
        line(yaml, 2, "body", "<p>" + english(300) + "</p>");
        line(yaml, 2, "body_zh", "<p>" + chinese(680) + "</p>");
    }

    private static void line(StringBuilder yaml, int level, String key, String value) {
        yaml.append("  ".repeat(level)).append('\'').append(key).append("':");
        yaml.append(value.isEmpty() ? "\n" : " '" + value + "'\n");
    }

    private String english(int words) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            chosen.add(EN[random.nextInt(EN.length)]);
        }
        return String.join(" ", chosen);
    }

    private String chinese(int characters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < characters; i++) {
            text.append(ZH.charAt(random.nextInt(ZH.length())));
        }
        return text.toString();
    }

    /** Two-character words that occur in the content. */
    static List<String> words(int count) {
        Random random = new Random(1);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add("" + ZH.charAt(random.nextInt(ZH.length())) + ZH.charAt(random.nextInt(ZH.length())));
        }
        return words;
    }
}
