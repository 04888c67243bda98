package org.heliograph.cms.transfer;

import java.util.Locale;

/** A file or request that cannot be worked on at all; nothing was changed. */
public final class TransferException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    TransferException(Finding finding) {
        super(finding.line(Locale.ENGLISH));
        this.finding = finding;
    }

    TransferException(Finding finding, Throwable cause) {
        super(finding.line(Locale.ENGLISH), cause);
        this.finding = finding;
    }

    /** What is wrong, and where. */
    public Finding finding() {
        return finding;
    }
}
