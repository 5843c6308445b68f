using System.Globalization;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>
/// What the receiver says of the thing when it verifies or moves it: the receiver's secrets. The day of the inspection is not markable,
/// as no day is on which terms rest.
/// </summary>
/// <param name="Registration">Of the contribution.</param>
/// <param name="Path">Where its fields begin: <see cref="Verification"/>, or that of a placement.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Tag">Inventory tag.</param>
/// <param name="PhotoSha256">Photograph; its hash stays, the file is guarded.</param>
public sealed record SaidByReceiver(
    Particulars Registration, string Path, Text? Finding, string? Location, string? Tag, string? PhotoSha256 = null) : IMarkable
{
    /// <summary>Where the fields of a verification begin.</summary>
    public const string Verification = "verification";

    /// <summary>The photograph of the verification.</summary>
    public const string Photograph = Verification + ".photo";

    /// <summary>Where the fields of a placement begin in requests.</summary>
    public const string Placement = "placement";

    private const string Placements = "placements.";

    /// <summary>Where the fields of one placement begin: there can be many, each known by the version before it.</summary>
    public static string PlacementAfter(long version) => Placements + version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a marked field is the receiver's, not the contributor's.</summary>
    public static bool Owns(string field) =>
        field.StartsWith(Verification + ".", StringComparison.Ordinal) || field.StartsWith(Placements, StringComparison.Ordinal);

    public string Owner => Registration.ReceivedBy;

    public object Shown => new { Path, Finding, Location, Tag, PhotoSha256 };

    public bool Contains(string field) => field == Path + ".location" || field == Path + ".tag" || (Path == Verification && field is Verification + ".finding" or Photograph);

    public object? ValueOf(string field) =>
        field == Path + ".location" ? Location
        : field == Path + ".tag" ? Tag
        : field == Path + ".finding" ? Finding
        : field == Photograph ? PhotoSha256
        : null;

    public IMarkable Without(string field, string? stand) => Hide(field);

    public string? FileOf(string field) => field == Photograph ? PhotoSha256 : null;

    public string? StandsIn(string field) => null;

    /// <summary>As it is recorded: without the hidden values.</summary>
    public SaidByReceiver Under(FieldSecrecy? secrecy) => secrecy is null ? this : secrecy.Hidden().Aggregate(this, (said, field) => said.Hide(field.Field));

    private SaidByReceiver Hide(string field) =>
        field == Path + ".location" ? this with { Location = MarkableFields.HiddenIdentifier }
        : field == Path + ".tag" ? this with { Tag = MarkableFields.HiddenIdentifier }
        : field == Path + ".finding" ? this with { Finding = MarkableFields.HiddenText }
        : this;
}
