using CsCheck;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Agreements.Tests.Samples;

namespace Ledger.Agreements.Tests;

public sealed class AgreementLifeTests
{
    [Fact]
    public void A_version_is_drafted_with_its_hash_and_the_parties_that_must_sign() =>
        Given().When(Draft()).Then(Drafted).ThenAgainNothing();

    [Fact]
    public void A_version_that_exists_with_another_text_is_refused() => Given(Drafted)
        .When(Draft(TaihuAgreement.Json(("Taihu CNC training base", "Another base"))))
        .ThenRejected<AgreementExists>("agreement.exists", "document.version");

    [Fact]
    public void A_draft_is_proposed_once() => Given(Drafted).When(Propose()).Then(Proposed).ThenAgainNothing();

    [Fact]
    public void What_was_never_drafted_can_neither_be_proposed_nor_signed()
    {
        Given().When(Propose()).ThenRejected<AgreementUnknown>("agreement.unknown");
        Given().When(Sign("S")).ThenRejected<AgreementUnknown>("agreement.unknown");
    }

    [Fact]
    public void An_active_agreement_is_not_proposed_again() => Given([Drafted, Proposed, .. Parties.Select(SignedBy), Activated])
        .When(Propose()).ThenRejected<AgreementNotDraft>("agreement.not-draft");

    [Fact]
    public void A_draft_cannot_be_signed() => Given(Drafted).When(Sign("S")).ThenRejected<AgreementNotProposed>("agreement.not-proposed");

    [Fact]
    public void Only_a_party_signs() => Given(Drafted, Proposed).When(Sign("OPS")).ThenRejected<SignerNotParty>("agreement.signer-not-party");

    [Fact]
    public void A_signature_binds_the_text_that_was_read() => Given(Drafted, Proposed)
        .When(Sign("S", new string('0', 64))).ThenRejected<DocumentHashMismatch>("agreement.hash-mismatch", "documentHash");

    [Fact]
    public void A_party_signs_once() => Given(Drafted, Proposed).When(Sign("S")).Then(SignedBy("S")).ThenAgainNothing();

    [Fact]
    public void Three_of_four_signatures_do_not_make_it_active() => Given([Drafted, Proposed, SignedBy("S"), SignedBy("E1")])
        .When(Sign("G")).Then(SignedBy("G")).ThenState(state => Assert.Equal((AgreementStage.Proposed, "E2"), (state.Stage, Assert.Single(state.Missing))));

    [Fact]
    public void The_last_signature_makes_it_active() => Given([Drafted, Proposed, SignedBy("S"), SignedBy("E1"), SignedBy("G")])
        .When(Sign("E2")).Then(SignedBy("E2"), Activated).ThenAgainNothing();

    [Fact]
    public void It_becomes_active_exactly_once_whatever_the_order_and_repetition_of_signatures() =>
        Gen.Int[0, Parties.Length - 1].Array[0, 20].Sample(order =>
        {
            var state = Given(Drafted, Proposed).State;
            var activations = 0;
            foreach (var party in order.Select(i => Parties[i]))
            {
                var decision = Sign(party)(state);
                Assert.Null(decision.Rejection);
                activations += decision.Facts.OfType<AgreementActivated>().Count();
                state = decision.Facts.Aggregate(state, AgreementDecider.Evolve);
            }

            Assert.Equal(order.Distinct().Count() == Parties.Length ? 1 : 0, activations);
            Assert.Equal(order.Distinct().Count(), state.Signatures.Count);
        });
}
