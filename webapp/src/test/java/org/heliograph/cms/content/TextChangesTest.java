package org.heliograph.cms.content;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.heliograph.cms.content.TextChanges.Kind;
import org.heliograph.cms.content.TextChanges.Piece;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextChangesTest {

    private static String shown(String before, String after) {
        return TextChanges.between(before, after).stream()
                .map(piece -> switch (piece.kind()) {
                    case SAME -> piece.text();
                    case REMOVED -> "[-" + piece.text() + "]";
                    case ADDED -> "[+" + piece.text() + "]";
                })
                .collect(Collectors.joining());
    }

    @Test
    void chineseIsComparedByCharacters() {
        assertThat(shown("分布式光伏发电管理办法", "分布式光伏发电管理暂行办法")).isEqualTo("分布式光伏发电管理[+暂行]办法");
        assertThat(shown("装机容量12亿千瓦", "装机容量13亿千瓦")).isEqualTo("装机容量[-12][+13]亿千瓦");
    }

    @Test
    void wordsAndTagsAreComparedAsWholes() {
        assertThat(shown("<p>The old hook</p>", "<h2>The new hook</h2>"))
                .isEqualTo("[-<p>][+<h2>]The [-old][+new] hook[-</p>][+</h2>]");
    }

    @Test
    void whatAReaderTakesForOneCharacterIsNeverCut() {
        assertThat(shown("👨‍👩‍👧 a", "👨‍👩‍👦 a")).isEqualTo("[-👨‍👩‍👧][+👨‍👩‍👦] a");
        assertThat(shown("葛\uDB40\uDD00城", "葛\uDB40\uDD01城")).isEqualTo("[-葛\uDB40\uDD00][+葛\uDB40\uDD01]城");
    }

    @Test
    void thePiecesMakeUpBothTexts() {
        Random random = new Random(7);
        List<String> alphabet = List.of("光", "伏", "word ", "<b>", "é", "👷🏽", "\n", "a");
        for (int round = 0; round < 300; round++) {
            String before = text(random, alphabet);
            String after = text(random, alphabet);

            List<Piece> pieces = TextChanges.between(before, after);

            assertThat(joined(pieces, Kind.ADDED)).isEqualTo(before);
            assertThat(joined(pieces, Kind.REMOVED)).isEqualTo(after);
        }
    }

    private static String text(Random random, List<String> alphabet) {
        return random.ints(random.nextInt(40), 0, alphabet.size())
                .mapToObj(alphabet::get)
                .collect(Collectors.joining());
    }

    private static String joined(List<Piece> pieces, Kind without) {
        return pieces.stream()
                .filter(piece -> piece.kind() != without)
                .map(Piece::text)
                .collect(Collectors.joining());
    }

    @Test
    void longTextsTakeNotLong() {
        String before = "光伏发电与储能。".repeat(10_000);
        String after = "储能与光伏发电！".repeat(10_000);
        long start = System.nanoTime();

        List<Piece> pieces = TextChanges.between(before, after);

        assertThat(joined(pieces, Kind.ADDED)).isEqualTo(before);
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(10_000);
    }
}
