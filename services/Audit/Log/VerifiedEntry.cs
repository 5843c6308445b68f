using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Outbox;
using Ledger.Transparency;

namespace Ledger.Audit.Log;

/// <summary>An entry whose parts agree with each other, with the hash that stands for it in the tree.</summary>
/// <param name="Envelope">What the entry says about its event.</param>
/// <param name="EnvelopeText">Canonical text of the envelope: the leaf.</param>
/// <param name="PayloadText">Canonical text of the event's payload.</param>
/// <param name="Leaf">Leaf hash of the envelope.</param>
public sealed record VerifiedEntry(Envelope Envelope, string EnvelopeText, string PayloadText, MerkleHash Leaf)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Checks the canonical form of both texts, the payload hash and that the references are those of the payload.</summary>
    /// <exception cref="MalformedEntryException">One of them does not hold.</exception>
    public static VerifiedEntry Verify(AuditEntry entry)
    {
        if (entry is not { Envelope: { } envelopeText, Payload: { } payloadText }) throw new MalformedEntryException("an entry lacks a part");
        var leaf = Bytes(envelopeText, AuditLimits.LeafBytes, "envelope");
        var payload = Bytes(payloadText, AuditLimits.PayloadBytes, "payload");
        using var envelopeJson = Canonical(leaf, "envelope");
        using var payloadJson = Canonical(payload, "payload");

        var envelope = EnvelopeReader.Read(envelopeJson.RootElement);
        var hash = Convert.ToHexStringLower(SHA256.HashData(payload));
        if (envelope.PayloadHash != hash)
            throw new MalformedEntryException($"the payload of event {envelope.Event} has the hash {hash}, the envelope says {envelope.PayloadHash}");
        if (!envelope.References.SequenceEqual(Citations.In(payloadJson.RootElement)))
            throw new MalformedEntryException($"the references of event {envelope.Event} are not those of its payload");
        return new VerifiedEntry(envelope, envelopeText, payloadText, MerkleTree.Leaf(leaf));
    }

    private static byte[] Bytes(string text, int limit, string part)
    {
        try
        {
            return Strict.GetByteCount(text) <= limit
                ? Strict.GetBytes(text)
                : throw new MalformedEntryException($"the {part} of an entry is larger than {limit} bytes");
        }
        catch (EncoderFallbackException surrogate)
        {
            throw new MalformedEntryException($"the {part} of an entry is not Unicode text", surrogate);
        }
    }

    private static JsonDocument Canonical(byte[] text, string part)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException malformed)
        {
            throw new MalformedEntryException($"the {part} of an entry is not JSON", malformed);
        }

        try
        {
            return CanonicalJson.Bytes(document.RootElement).AsSpan().SequenceEqual(text)
                ? document
                : throw new MalformedEntryException($"the {part} of an entry is not in canonical form");
        }
        catch (FormatException refused)
        {
            document.Dispose();
            throw new MalformedEntryException($"the {part} of an entry has no canonical form", refused);
        }
        catch (MalformedEntryException)
        {
            document.Dispose();
            throw;
        }
    }
}
