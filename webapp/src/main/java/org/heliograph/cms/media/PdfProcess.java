package org.heliograph.cms.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.jspecify.annotations.Nullable;

/** The process that {@link Pdf} starts for one file. What it finds goes into a file, for PDFBox prints what it likes. */
final class PdfProcess {

    private static final int LONG_SIDE = 1_600;
    private static final int MOST_PAGES = 10_000;
    private static final int MOST_OBJECTS = 500_000;
    private static final int DEEPEST = 100;
    private static final Set<String> ACTIONS = Set.of("JavaScript", "Launch", "ImportData", "SubmitForm");

    private PdfProcess() {}

    /** @param arguments {@code pages} or {@code draw}, the PDF, and where the result goes */
    public static void main(String[] arguments) throws IOException {
        Path pdf = Path.of(arguments[1]);
        Path result = Path.of(arguments[2]);
        if (arguments[0].equals("draw")) {
            draw(pdf, result);
        } else {
            Files.writeString(result, pages(pdf));
        }
    }

    /** The number of pages, or the id of the problem. */
    private static String pages(Path pdf) {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            if (runsPrograms(document)) {
                return "pdf-active";
            }
            int pages = document.getNumberOfPages();
            return pages < 1 || pages > MOST_PAGES ? "pdf-broken" : String.valueOf(pages);
        } catch (InvalidPasswordException e) {
            return "pdf-locked";
        } catch (IOException | RuntimeException e) {
            return "pdf-broken";
        }
    }

    private static boolean runsPrograms(PDDocument document) throws IOException {
        Set<COSObjectKey> keys = document.getDocument().getXrefTable().keySet();
        if (keys.size() > MOST_OBJECTS) {
            throw new IOException("Too many objects");
        }
        for (COSObjectKey key : Set.copyOf(keys)) {
            if (isProgram(document.getDocument().getObjectFromPool(key).getObject(), 0)) {
                return true;
            }
        }
        return isProgram(document.getDocument().getTrailer(), 0);
    }

    /** Looks at an object and those that stand in it; what it refers to is an object of its own. */
    private static boolean isProgram(@Nullable COSBase object, int depth) {
        if (object instanceof COSArray array && depth < DEEPEST) {
            return array.toList().stream().anyMatch(each -> isProgram(each, depth + 1));
        }
        if (!(object instanceof COSDictionary dictionary) || depth >= DEEPEST) {
            return false;
        }
        String action = dictionary.getNameAsString(COSName.S);
        return action != null && ACTIONS.contains(action)
                || dictionary.containsKey(COSName.JS)
                || dictionary.getValues().stream().anyMatch(each -> isProgram(each, depth + 1));
    }

    private static void draw(Path pdf, Path result) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            PDRectangle page = document.getPage(0).getCropBox();
            float longSide = Math.max(1, Math.max(page.getWidth(), page.getHeight()));
            PDFRenderer renderer = new PDFRenderer(document);
            renderer.setSubsamplingAllowed(true);
            BufferedImage picture = renderer.renderImage(0, LONG_SIDE / longSide, ImageType.RGB);
            ImageIO.setUseCache(false);
            ImageIO.write(picture, "png", result.toFile());
        }
    }
}
