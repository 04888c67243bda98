package org.heliograph.cms.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.heliograph.cms.web.ProblemException;

/** Tells office documents from other ZIP files. Nothing is unpacked but the few bytes that say what it is. */
final class ZipDocument {

    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_BYTES = 200_000;
    private static final List<FileType> OFFICE_OPEN_XML = List.of(FileType.DOCX, FileType.XLSX, FileType.PPTX);
    private static final List<FileType> OPEN_DOCUMENT = List.of(FileType.ODT, FileType.ODS, FileType.ODP);

    private ZipDocument() {}

    /**
     * The type of a document; empty if it is a ZIP file of another kind.
     *
     * @throws ProblemException 422 if the document holds macros
     */
    static Optional<FileType> typeOf(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            if (zip.size() > MOST_ENTRIES) {
                return Optional.empty();
            }
            Optional<FileType> type = officeOpenXml(zip).or(() -> openDocument(zip));
            if (type.isPresent() && zip.stream().anyMatch(ZipDocument::isMacro)) {
                throw new ProblemException(422, "document-macros");
            }
            return type;
        } catch (ZipException e) {
            return Optional.empty();
        }
    }

    private static Optional<FileType> officeOpenXml(ZipFile zip) {
        String types = text(zip, "[Content_Types].xml");
        if (types.contains("macroEnabled")) {
            throw new ProblemException(422, "document-macros");
        }
        return OFFICE_OPEN_XML.stream()
                .filter(type -> types.contains(type.mimeType() + ".main+xml"))
                .findFirst();
    }

    private static Optional<FileType> openDocument(ZipFile zip) {
        String type = text(zip, "mimetype").strip();
        return OPEN_DOCUMENT.stream()
                .filter(each -> each.mimeType().equals(type))
                .findFirst();
    }

    private static String text(ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isMacro(ZipEntry entry) {
        String name = entry.getName().toLowerCase(Locale.ROOT);
        return name.endsWith("vbaproject.bin")
                || Arrays.asList("basic/", "scripts/").stream().anyMatch(name::startsWith);
    }
}
