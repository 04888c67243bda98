package org.heliograph.cms.media;

import org.heliograph.cms.security.Signatures;

/** Signs what a rendition of an asset looks like, so that nobody can make the host compute whatever comes to mind. */
final class RenditionSignatures {

    private final Signatures signatures;

    RenditionSignatures(Signatures signatures) {
        this.signatures = signatures;
    }

    String sign(RenditionSpec spec, String assetId) {
        return signatures.of(text(spec, assetId));
    }

    boolean isSigned(RenditionSpec spec, String assetId, String signature) {
        return signatures.isOf(text(spec, assetId), signature);
    }

    private static String text(RenditionSpec spec, String assetId) {
        return "rendition|" + spec.text() + "|" + assetId;
    }
}
