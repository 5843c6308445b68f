namespace Ledger.Contributions.Domain;

/// <summary>A registration, or papers that came later: the contributor's secrets.</summary>
public sealed record SaidAtRegistration(Particulars Registration) : IMarkable
{
    public string Owner => Registration.Party;

    public object Shown => Registration;

    public bool Contains(string field) => MarkableFields.Contains(field);

    public object? ValueOf(string field) => MarkableFields.ValueOf(Registration, field);

    public IMarkable Without(string field, string? stand) => new SaidAtRegistration(MarkableFields.Hide(Registration, field, stand));

    public string? FileOf(string field) => MarkableFields.Paper(Registration, field)?.Sha256;

    public string? StandsIn(string field) => MarkableFields.StandsIn(Registration, field);
}
