package org.heliograph.cms.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a table of texts that comes back. */
final class CsvReading {

    /** Characters of one cell. */
    private static final int MOST_CELL = 2_000_000;

    private CsvReading() {}

    /** @throws TransferException naming the line if it is no such table, or one of other languages */
    static List<TranslationFormat.Incoming> read(InputStream in, LanguagePair pair)
            throws IOException, TransferException {
        // A decoder that is asked for refuses what is no UTF-8.
        try (Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())) {
            return rows(withoutMark(text), pair);
        } catch (CharacterCodingException e) {
            throw new TransferException(Finding.at("", "file-not-utf-8"), e);
        }
    }

    private static Reader withoutMark(Reader text) throws IOException {
        PushbackReader marked = new PushbackReader(text);
        int first = marked.read();
        if (first >= 0 && first != '\uFEFF') {
            marked.unread(first);
        }
        return marked;
    }

    private static List<TranslationFormat.Incoming> rows(Reader text, LanguagePair pair)
            throws IOException, TransferException {
        CsvFactory factory = CsvFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(MOST_CELL)
                        .build())
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .build();
        List<TranslationFormat.Incoming> rows = new ArrayList<>();
        try (CsvParser csv = factory.createParser(text)) {
            csv.setSchema(CsvSchema.emptySchema());
            csv.nextToken();
            boolean header = true;
            while (csv.nextToken() == JsonToken.START_ARRAY) {
                int line = csv.currentLocation().getLineNr();
                List<String> cells = cells(csv);
                if (header) {
                    requireColumns(cells, pair);
                    header = false;
                } else {
                    rows.add(row(cells, line));
                }
                if (rows.size() > TranslationFormat.MOST_TEXTS) {
                    throw fault(line, "file-too-many-texts", TranslationFormat.MOST_TEXTS);
                }
            }
            if (header) {
                throw fault(1, "csv-no-table");
            }
            return rows;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new TransferException(
                    Finding.at(
                            "line " + line,
                            "csv-malformed",
                            e.getOriginalMessage().split("\n", 2)[0]),
                    e);
        }
    }

    private static List<String> cells(CsvParser csv) throws IOException {
        List<String> cells = new ArrayList<>();
        while (csv.nextToken() != JsonToken.END_ARRAY) {
            cells.add(csv.getText());
        }
        return cells;
    }

    private static void requireColumns(List<String> cells, LanguagePair pair) throws TransferException {
        List<String> wanted = CsvColumns.names(pair);
        if (!cells.equals(wanted)) {
            throw fault(1, "csv-columns", String.join(", ", wanted));
        }
    }

    private static Row row(List<String> cells, int line) throws TransferException {
        if (cells.size() != CsvColumns.TARGET_DIGEST + 1) {
            throw fault(line, "csv-cells", cells.size(), CsvColumns.TARGET_DIGEST + 1);
        }
        return new Row("line " + line, cells);
    }

    private static TransferException fault(int line, String id, Object... arguments) {
        return new TransferException(Finding.at("line " + line, id, arguments));
    }

    /** What a translator's row says. */
    private record Row(String place, List<String> cells) implements TranslationFormat.Incoming {

        @Override
        public String workspace() {
            return cells.get(CsvColumns.WORKSPACE);
        }

        @Override
        public String id() {
            return cells.get(CsvColumns.ID);
        }

        @Override
        public String field() {
            return Formulas.restore(cells.get(CsvColumns.FIELD));
        }

        @Override
        public boolean hasSource(TranslatableText now) {
            return cells.get(CsvColumns.SOURCE_DIGEST).equals(now.sourceDigest());
        }

        @Override
        public boolean hadTarget(TranslatableText now) {
            return cells.get(CsvColumns.TARGET_DIGEST).equals(now.targetDigest());
        }

        /** Spreadsheets make CR LF of the line ends within a cell. */
        @Override
        public Optional<String> target(TranslatableText now) {
            String target = Formulas.restore(cells.get(CsvColumns.TARGET));
            boolean sameLines = target.replace("\r\n", "\n").equals(now.target().replace("\r\n", "\n"));
            return Optional.of(sameLines ? now.target() : target).filter(text -> !text.isBlank());
        }
    }
}
