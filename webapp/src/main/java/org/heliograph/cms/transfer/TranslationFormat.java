package org.heliograph.cms.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The files that translators work on. */
public enum TranslationFormat {
    /** A table for spreadsheets: UTF-8 with a byte order mark, RFC 4180. */
    CSV("text/csv", "csv") {
        @Override
        Writing write(OutputStream out, LanguagePair pair) throws IOException {
            return new CsvWriting(out, pair);
        }

        @Override
        List<Incoming> read(InputStream in, LanguagePair pair) throws IOException, TransferException {
            return CsvReading.read(in, pair);
        }
    },
    /** XLIFF 2.0, for translation tools. */
    XLIFF("application/xliff+xml", "xlf") {
        @Override
        Writing write(OutputStream out, LanguagePair pair) throws IOException {
            return new XliffWriting(out, pair);
        }

        @Override
        List<Incoming> read(InputStream in, LanguagePair pair) throws IOException, TransferException {
            return XliffReading.read(in, pair);
        }
    };

    /** Texts of one file. */
    static final int MOST_TEXTS = 500_000;

    /** Bytes of one file. */
    public static final long MOST_BYTES = 100_000_000L;

    private final String mediaType;
    private final String extension;

    TranslationFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** Its media type. */
    public String mediaType() {
        return mediaType;
    }

    /** The end of file names, without a dot. */
    public String extension() {
        return extension;
    }

    /** The format of a media type. */
    public static Optional<TranslationFormat> of(String mediaType) {
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(mediaType.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    abstract Writing write(OutputStream out, LanguagePair pair) throws IOException;

    abstract List<Incoming> read(InputStream in, LanguagePair pair) throws IOException, TransferException;

    /** A file under way. */
    interface Writing {
        /**
         * @param texts of one item, at least one
         * @param stale whether their source is newer than what is there of the translation
         */
        void item(List<TranslatableText> texts, boolean stale) throws IOException;

        /** Ends the file; the stream is not closed. */
        void end() throws IOException;
    }

    /** A text that comes back. */
    interface Incoming {
        /** Line, or file and unit. */
        String place();

        String workspace();

        String id();

        String field();

        /** Whether the translator had this source before the eyes. */
        boolean hasSource(TranslatableText now);

        /** Whether what was there of the translation is still what the translator was given. */
        boolean hadTarget(TranslatableText now);

        /**
         * The translation.
         *
         * @param now the text as it is stored
         * @return empty where the translator wrote nothing
         * @throws TransferException if it cannot be put together
         */
        Optional<String> target(TranslatableText now) throws TransferException;
    }
}
