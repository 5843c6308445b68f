using System.Globalization;
using System.Text.Json;

namespace Ledger.Transparency.Bundles;

/// <summary>
/// Persons' own signatures: every key is registered by who has it, and every signed approval is signed by a key that the approver himself
/// had registered before.
/// </summary>
internal sealed class SignatureCheck(IReadOnlyList<CheckedEntry> entries, BundleCheck check)
{
    // Longer than any command: one that was under way while a key was registered or retired did not know of it.
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(10);

    private readonly List<string> _signed = [];
    private readonly List<string> _unsigned = [];
    private readonly List<string> _unknown = [];
    private IReadOnlyList<CheckedEntry> _registrations = [];

    public void Run()
    {
        _registrations = [.. entries.Where(entry => entry.Envelope.Type == PersonalSignatures.Registration && entry.Payload is { ValueKind: JsonValueKind.Object } && Proved(entry))];
        foreach (var entry in entries)
        {
            if (entry.Payload is not { ValueKind: JsonValueKind.Object } payload || !PersonalSignatures.Approvals.Contains(entry.Envelope.Type)) continue;
            if (payload.TryGetProperty("signature", out var signature)) Signed(entry, payload, signature);
            else Unsigned(entry, payload);
        }
    }

    /// <summary>What the signatures prove.</summary>
    public IEnumerable<Statement> Proven()
    {
        if (_signed.Count == 0) yield break;
        yield return new("proven.signatures",
            $"The approver signed it with a key of his own, which he had registered before: {string.Join("; ", _signed)}.",
            $"复核人以其事先登记的本人密钥签署：{string.Join("；", _signed)}。");
    }

    /// <summary>What persons did and no signature shows.</summary>
    public IEnumerable<Statement> NotProven()
    {
        if (_unknown.Count > 0)
        {
            yield return new("open.signing-keys",
                $"Whose key signed: its registration is not disclosed here: {string.Join("; ", _unknown)}.", $"签署密钥属于何人：其登记未在此披露：{string.Join("；", _unknown)}。");
        }

        if (_unsigned.Count > 0)
        {
            yield return new("open.unsigned",
                $"That they approved themselves, for these approvals bear no personal signature: {string.Join("; ", _unsigned)}.",
                $"以下复核未附个人签名，不能证明系本人所为：{string.Join("；", _unsigned)}。");
        }

        yield return _signed.Count == 0
            ? new("open.persons",
                "That the persons named acted themselves: the services recorded it, no personal signature was checked.",
                "所列人员确系本人操作：由服务记录，未核验个人签名。")
            : new("open.persons",
                "That the persons named acted themselves, but for these signatures; and that a key registered from a person's account is in his hands: the services recorded it.",
                "除上述签名外，所列人员确系本人操作；以及经某账户登记的密钥确由本人掌握：均由服务记录。");
    }

    private bool Proved(CheckedEntry entry)
    {
        if (PersonalSignatures.Registers(entry.Envelope, entry.Payload!.Value)) return true;
        check.Tampered("signing-key.false", entry.Place, "The registration of this key is not signed by the key itself, for this person.", "该密钥的登记并非由该密钥本身为此人签署。");
        return false;
    }

    private void Signed(CheckedEntry entry, JsonElement payload, JsonElement signature)
    {
        if (!PersonalSignatures.Approves(entry.Envelope, payload, signature))
        {
            check.Tampered("approval.signature-false", entry.Place, "The signature of the approval is not that of the key named, over exactly this proposal.", "复核签名并非所列密钥对该提案的签名。");
            return;
        }

        var (who, key) = (Who(payload), signature.Text("keyId")!);
        var cited = PersonalSignatures.Cited(signature)!;
        var there = entries.FirstOrDefault(other => other.Envelope.Event == cited.Event);
        if (there is null or { Payload: null, Envelope.Type: PersonalSignatures.Registration })
        {
            _unknown.Add($"{who}, {key}");
        }
        else if (!_registrations.Contains(there) || there.Envelope.Source != entry.Envelope.Source || there.Payload!.Value.Text("keyId") != key)
        {
            check.Tampered("approval.key-differs", entry.Place, "The approval is signed by another key than the one whose registration it cites.", "复核签名所用密钥与其所引用登记的密钥不同。");
        }
        else if (there.Payload!.Value.Text("by", "person") != payload.Text("by", "person"))
        {
            check.Tampered("approval.key-of-another", entry.Place, "The approval is signed with the key of another person.", "复核签名所用密钥属于他人。");
        }
        else if (Retired(there, entry))
        {
            check.Tampered("approval.key-retired", entry.Place, "The approval is signed with a key that was retired before.", "复核签名所用密钥此前已停用。");
        }
        else
        {
            _signed.Add($"{who}, {key}");
        }
    }

    private void Unsigned(CheckedEntry entry, JsonElement payload)
    {
        var person = payload.Text("by", "person");
        if (_registrations.Any(key => key.Payload!.Value.Text("by", "person") == person && key.Envelope.Source == entry.Envelope.Source
            && LongBefore(key, entry) && !entries.Any(other => Retires(other, key) && other.Entry.Index < entry.Entry.Index)))
        {
            check.Tampered("approval.signature-missing", entry.Place, "The approver had a signing key, and the approval is not signed.", "复核人已有签名密钥，而复核未签名。");
            return;
        }

        _unsigned.Add(Who(payload));
    }

    private bool Retired(CheckedEntry key, CheckedEntry approval) => entries.Any(other => Retires(other, key) && LongBefore(other, approval));

    private static bool Retires(CheckedEntry entry, CheckedEntry key) =>
        entry.Envelope.Type == PersonalSignatures.Retirement && entry.Envelope.Source == key.Envelope.Source && entry.Envelope.Stream == key.Envelope.Stream
        && entry.Payload?.Text("keyId") == key.Payload!.Value.Text("keyId");

    private static bool LongBefore(CheckedEntry earlier, CheckedEntry later) =>
        earlier.Entry.Index < later.Entry.Index && Time(earlier) <= Time(later) - UnderWay;

    private static DateTime Time(CheckedEntry entry) =>
        DateTime.ParseExact(entry.Envelope.RecordedAt, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private static string Who(JsonElement payload) => $"{payload.Text("by", "person")} ({payload.Text("by", "organisation")})";
}
