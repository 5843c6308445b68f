using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using System.Text.Json;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.QuoteSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

public sealed class PanelStorageTests
{
    [Fact]
    public void Every_fact_of_a_draw_can_be_stored_read_and_hashed()
    {
        StoredFacts.Endures((AssignmentOpened)DrawnFacts[1]);
        StoredFacts.Endures((NonceGiven)DrawnFacts[2]);
        Assert.Equal("qian", StoredFacts.Endures((ValuerDrawn)DrawnFacts[3]).GetProperty("draw").GetProperty("value").GetProperty("appraiser").GetString());
        Finding[] why = [new("independence.family", new("A relative.", "亲属。"))];
        StoredFacts.Endures(new AssignmentDeclined(1, "qian", "Abroad", Valuer, At));
        StoredFacts.Endures(new AssignmentVoided(1, "qian", why, Clerk, At));
        StoredFacts.Endures(new ProposalVoided(Paper, new("Why", "原因"), Clerk, At));
        StoredFacts.Endures(new ReviewRequired(1, "qian", Paper, why, Clerk, At));
        StoredFacts.Endures(new ValueApproved(Paper, Machine.Claimed, why, Clerk, At));
        StoredFacts.Endures(Given(DrawnFacts).State);
    }

    [Fact]
    public void Every_fact_of_a_panel_can_be_stored_read_and_hashed()
    {
        StoredFacts.Endures(Admitted("he", "V1"));
        StoredFacts.Endures(new QualificationsRenewed("he", Machines, Clerk, At));
        StoredFacts.Endures(new AppraiserSuspended("he", "Why", Clerk, At));
        StoredFacts.Endures(new AppraiserReinstated("he", "Why", Clerk, At));
        StoredFacts.Endures(new AppraiserRemoved("he", "Why", Clerk, At));
        Assert.Equal("1/3", StoredFacts.Endures(Tied(TieKind.Ownership, "E1", "2025-01-01", "2025-02-01", "1/3")).GetProperty("share").GetString());
        StoredFacts.Endures(new TieEnded(1, new DateOnly(2025, 1, 1), Paper, Clerk, At));
        StoredFacts.Endures(new TieWithdrawn(1, "Why", Clerk, At));
        StoredFacts.Endures(PanelOf(Tied(TieKind.Ownership, "E1", "2025-01-01", null, "1/3")));
    }

    [Fact]
    public void Every_fact_of_a_quotation_can_be_stored_read_and_hashed()
    {
        StoredFacts.Endures(Invited);
        StoredFacts.Endures(Committed("he"));
        StoredFacts.Endures(Revealed("he"));
        StoredFacts.Endures(new RevealVoided(1, RevealVoid.Late, Paper, Clerk, At));
        StoredFacts.Endures(new QuotesReopened(2, Window, 1, Clerk, At));
        StoredFacts.Endures(new QuotationFailed(1, Clerk, At));
        var closed = QuotationDecider.Decide(Asked(AllRevealed).State, Close("he", "qian", "zhou")).Facts.Single();
        Assert.Equal(3, StoredFacts.Endures((QuotationClosed)closed).GetProperty("result").GetProperty("inputs").GetProperty("quotes").GetArrayLength());
        StoredFacts.Endures(Asked([.. AllRevealed, closed]).State);
    }

    // As it was stored before there were draws.
    [Fact]
    public void An_appraisal_of_before_reads_as_one_without_a_draw()
    {
        var old = JsonSerializer.SerializeToNode(Given(Opened, Proposed).State, FactJson.Facts)!.AsObject();
        old.Remove("approvals");
        var read = old.Deserialize<Appraisal>(FactJson.Facts)!;
        Assert.Null(read.Assignment);
        Assert.Empty(read.Approvals);
        Assert.Equal(typeof(ValueAccepted), AppraisalDecider.Decide(read, Accept).Facts.Single().GetType());
    }
}
