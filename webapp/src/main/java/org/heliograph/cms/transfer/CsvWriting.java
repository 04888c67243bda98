package org.heliograph.cms.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a table of texts, a row for each. */
final class CsvWriting implements TranslationFormat.Writing {

    private final CsvGenerator csv;

    CsvWriting(OutputStream out, LanguagePair pair) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        // Without it spreadsheets take the file for one in the local encoding.
        text.write('\uFEFF');
        csv = new CsvFactory().createGenerator(text);
        csv.enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS);
        csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        csv.setSchema(CsvSchema.emptySchema().withLineSeparator("\r\n"));
        row(CsvColumns.names(pair));
    }

    @Override
    public void item(List<TranslatableText> texts, boolean stale) throws IOException {
        for (TranslatableText text : texts) {
            row(List.of(
                    text.workspace(),
                    text.id(),
                    Formulas.defuse(text.path()),
                    Formulas.defuse(text.field()),
                    Formulas.defuse(text.label()),
                    text.target().isEmpty() ? "missing" : stale ? "stale" : "translated",
                    Formulas.defuse(text.source()),
                    Formulas.defuse(text.target()),
                    text.sourceDigest(),
                    text.targetDigest()));
        }
    }

    private void row(List<String> cells) throws IOException {
        csv.writeStartArray();
        for (String cell : cells) {
            csv.writeString(cell);
        }
        csv.writeEndArray();
    }

    @Override
    public void end() throws IOException {
        csv.flush();
        csv.close();
    }
}
