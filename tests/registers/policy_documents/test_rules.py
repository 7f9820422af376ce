"""Policy documents and what they govern."""

from datetime import date

from khcn.registers.policy_documents.rules import governs_known_registers, issued_documents_have_a_symbol


def test_unknown_registers_are_named_in_the_refusal():
    told = governs_known_registers({"governs": "to-chuc; so-la ; so-nua"})
    assert "“so-la; so-nua”" in str(told["governs"])
    assert governs_known_registers({"governs": "to-chuc;"}) == {}


def test_issued_document_has_a_symbol():
    assert set(issued_documents_have_a_symbol({"issued_on": date(2026, 1, 5), "symbol": ""})) == {"symbol"}
    assert issued_documents_have_a_symbol({"issued_on": None, "symbol": ""}) == {}
