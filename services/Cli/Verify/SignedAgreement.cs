using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>An agreement version that became active.</summary>
/// <param name="Document">What was signed, as this program reads it.</param>
/// <param name="Profile">The region policy profile under which it became active; null when it names none.</param>
/// <param name="Signers">Who signed exactly this document, as far as it is disclosed.</param>
internal sealed record SignedAgreement(AgreementDocument Document, EffectiveProfile? Profile, IReadOnlyList<string> Signers)
{
    private const string Activation = "agreement_activated.v1";

    /// <summary>"version 1 of taihu-2025".</summary>
    public string Name => $"{Document.AgreementId} v{Document.Version}";

    /// <summary>The version of an activation that some event cites; null when it is not disclosed or cannot be read.</summary>
    /// <param name="work">The verification.</param>
    /// <param name="entry">Whose terms they are.</param>
    /// <param name="cited">The citation.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="what">What is taken from the agreement.</param>
    /// <param name="name">The agreement and its version, as the citing event says.</param>
    public static SignedAgreement? Of(Reperforming work, ProvenEntry entry, JsonElement? cited, string path, Text what, string name)
    {
        if (work.Source(entry, cited, path, what, name) is not { Payload: { } activated } source) return null;
        if (source.Envelope.Type != Activation)
        {
            work.Differs(entry, "figures.source-differs", path, $"Its terms rest on {source.Envelope.Type}, which is no agreement.", $"其条款所依据的 {source.Envelope.Type} 并非协议。");
            return null;
        }

        if (activated.At("document") is not { } json || AgreementDocument.Parse(json).Value is not { } document)
        {
            work.Open("open.agreement", $"The terms of {name}: this program cannot read the agreement.", $"{name} 的条款：本程序无法读取该协议。");
            return null;
        }

        // Put to the parties anew, earlier signatures count no longer.
        var put = work.Before(source, "agreement_proposed.v1").FirstOrDefault()?.Envelope.Version ?? 0;
        var signers = work.Before(source, "agreement_signed.v1").Where(signed => signed.Envelope.Version > put && signed.Payload!.Value.Text("documentHash") == document.DocumentHash)
            .Select(signed => signed.Payload!.Value.Text("party")).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var profile = activated.Read<EffectiveProfile>("profile");
        if (profile is null && activated.At("profile") is not null)
        {
            work.Open("open.agreement", $"The terms of {name}: this program cannot read the profile it became active under.", $"{name} 的条款：本程序无法读取其生效所依的地区参数。");
            return null;
        }

        return new SignedAgreement(document, profile, [.. signers]);
    }

    /// <summary>The activation says of its document what the document says, and it is the document that was proposed and signed.</summary>
    public static void Activated(Reperforming work, ProvenEntry entry, JsonElement activated)
    {
        if (activated.At("document") is not { } json || AgreementDocument.Parse(json).Value is not { } document) return;
        work.Same(
            activated.Text("documentHash") == document.DocumentHash && activated.Text("agreementId") == document.AgreementId && activated.Number("version") == document.Version,
            entry, "agreement.not-its-document", "document", "The agreement is not the document of its hash.", "协议与其文本哈希不符。");
        foreach (var type in new[] { "agreement_drafted.v1", "agreement_proposed.v1" })
        {
            if (work.Before(entry, type).FirstOrDefault()?.Payload is { } before)
            {
                work.Same(
                    before.Text("documentHash") == document.DocumentHash, entry, "agreement.not-signed", "documentHash",
                    "Another document became active than was drafted and proposed.", "生效的文本与所起草、提议的不同。");
            }
        }

        foreach (var signed in work.Before(entry, "agreement_signed.v1"))
        {
            work.Same(
                signed.Payload!.Value.Text("documentHash") == document.DocumentHash, entry, "agreement.not-signed", "documentHash",
                $"{signed.Payload.Value.Text("party")} signed another document than became active.", $"{signed.Payload.Value.Text("party")} 所签文本与生效文本不同。");
        }
    }
}
