using System.Text.Json;
using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Contributions.Features;

/// <summary>A marked field as everybody in the consortium sees it.</summary>
/// <param name="Field">Its path.</param>
/// <param name="Tier">Who may see it.</param>
/// <param name="Digest">Of the hidden value; absent when the value is not hidden.</param>
/// <param name="MayOpen">Whether the caller may open it now.</param>
/// <param name="Until">End of the caller's access, when it has one.</param>
/// <param name="Readers">Organisations named at registration.</param>
/// <param name="Subject">Whose key protects it; for its owner only.</param>
/// <param name="ErasedAt">When its key was erased.</param>
/// <param name="ErasedFor">On what ground.</param>
/// <param name="SecretUntil">Last day of its secrecy under the agreement: from the day after on every member may open it. Absent when there is none.</param>
public sealed record MarkedView(
    string Field, SecrecyTier Tier, string? Digest = null, bool MayOpen = false, DateTimeOffset? Until = null, IReadOnlyList<string>? Readers = null,
    string? Subject = null, DateTimeOffset? ErasedAt = null, Text? ErasedFor = null, DateOnly? SecretUntil = null)
{
    /// <summary>As the owner gets them back.</summary>
    internal static IReadOnlyList<MarkedView> Receipt(FieldSecrecy secrecy) => [.. secrecy.Fields.Select(field =>
        new MarkedView(field.Field, field.Tier, field.Digest, field.Digest is not null, null, field.Readers, field.Subject))];

    internal static IReadOnlyList<MarkedView>? Of(
        Particulars said, IReadOnlyList<AskedSecret> access, IReadOnlyDictionary<Guid, SecretSubject> subjects, string organisation) =>
        said.Secrecy is null ? null : [.. said.Secrecy.Fields.Select(field =>
        {
            var asked = access.FirstOrDefault(secret => secret.Field == field);
            var mine = asked?.Access;
            var gone = field.Key is { } key ? subjects.GetValueOrDefault(key)?.Erased : null;
            return new MarkedView(field.Field, field.Tier, field.Digest, mine?.Basis is not null, mine?.Until, field.Readers,
                organisation == asked?.Owner ? field.Subject : null, gone?.At, gone?.Ground, asked?.SecretUntil);
        })];
}

/// <summary>Answer to a registration with marks: the stored receipt and the digests, which stand as long as the contribution does.</summary>
internal sealed class MarkedAnswer(Outcome.Done done, IReadOnlyList<MarkedView> secrecy) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var receipt = JsonSerializer.Deserialize<Outcome.Receipt>(done.Body, FactJson.Facts)!;
        httpContext.Response.Headers.ETag = ETags.Of(done.Version);
        await Results.Json(new MarkedReceipt(receipt.Id, receipt.Version, secrecy), FactJson.Facts, statusCode: done.Status).ExecuteAsync(httpContext);
    }
}

/// <param name="Id">The contribution.</param>
/// <param name="Version">Its version.</param>
/// <param name="Secrecy">The marked fields with their digests.</param>
public sealed record MarkedReceipt(Guid Id, long Version, IReadOnlyList<MarkedView> Secrecy);

/// <summary>A subject as its owner and regulators see it.</summary>
public sealed record SubjectView(
    string Owner, string Subject, SubjectKind Kind, IReadOnlyList<Grant> Grants, IReadOnlyList<KeyHold> Holds, KeyErasure? Erased)
{
    internal static SubjectView Of(SecretSubject subject) =>
        new(subject.Owner, subject.Subject, subject.Kind, subject.Grants, subject.Holds, subject.Erased);
}
